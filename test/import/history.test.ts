import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { printReport } from '../../bots/import/print-report.js'
import { importHistory } from '../../bots/import/run-import.js'
import { createApp } from '../../src/app.js'
import { buildReport, type Report } from '../../src/features/insight/index.js'
import { RULES } from '../../src/features/rule-modes.js'
import { runReplay } from '../../src/features/rules/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay } from '../../src/kit/texts.js'
import type { PipelineDeps } from '../../src/pipeline/run.js'
import { Group, OutboxItem, openStore, RuleReplay, type Store } from '../../src/store/index.js'
import { createUnderstand, THRESHOLDS } from '../../src/understanding/index.js'
import { fakeClock } from '../kit/clock.js'
import { DEALER } from '../kit/dealer.js'
import { ENGINES, type TestDatabase } from '../kit/engines.js'
import { countingIds } from '../kit/ids.js'

interface Gold {
  leads: { qq: string; kinds: string[] }[]
  violations: { time: string; qq: string; label: string }[]
  newcomers: { qq: string; time: string; card_ok: boolean }[]
  rsvp_final: { qq: string; adults: number; children: number }[]
}

/** What a history has to give, and how far the model may be off. */
const HISTORIES = [
  { name: 'the demo week', folder: 'data/demo', leads: 7, falseLeads: 2, missed: 1, unfair: 0 },
  {
    name: 'the week of another dealer',
    folder: 'test/fixtures/history/second-week',
    leads: 7,
    falseLeads: 2,
    missed: 2,
    unfair: 0,
  },
]

describe.each(HISTORIES)('importing $name', ({ folder, ...bounds }) => {
  const file = `${folder}/chat.txt`
  const gold = JSON.parse(readFileSync(`${folder}/gold.json`, 'utf8')) as Gold
  let database: TestDatabase
  let store: Store
  let report: Report
  let again: { added: number }
  let pipeline: PipelineDeps

  beforeAll(async () => {
    database = await ENGINES.sqlite()
    store = await openStore(database.options)
    const app = await createApp({
      store,
      channels: [],
      understand: createUnderstand(),
      vault: createVault(Buffer.alloc(32, 3)),
      dealer: DEALER,
      say: createSay('zh-CN'),
      clock: fakeClock(),
      ids: countingIds(),
      chance: () => 0.5,
      log: silentLog,
    })
    pipeline = app.pipeline
    const channel = { kind: 'history' as const, account: 'import' }
    const imported = await importHistory(file, app.pipeline, { channel })
    report = await store.transaction((db) => buildReport(db, { ...imported, file, zone: 'Asia/Shanghai' }))
    again = await importHistory(file, app.pipeline, { channel })
  })

  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  it('adds every message once, and nothing the second time', () => {
    expect(report.added).toBe(report.messages)
    expect(report.messages).toBeGreaterThan(200)
    expect(again.added).toBe(0)
    expect(report.skipped).toEqual([])
  })

  it('is rehearsed by the rules with the same result twice', async () => {
    const { ids, say, dealer, understand } = pipeline
    const groups = await store.transaction((db) => db.findBy(Group, { kind: 'owners' }))
    const deps = { store, ids, say, dealer, understand, thresholds: THRESHOLDS, now: Date.UTC(2027, 0) }
    for (let time = 0; time < 2; time++) await runReplay(deps, { groupId: groups[0]?.id, days: 900 })
    const [first, second] = await store.transaction((db) => db.find(RuleReplay, { order: { id: 'ASC' } }))
    expect(first?.hits.length).toBeGreaterThan(3)
    for (const rule of RULES) expect(first?.misses.filter((miss) => miss.rule === rule).length).toBeLessThanOrEqual(10)
    expect(first?.misses.filter((miss) => miss.rule === 'ad')).toHaveLength(10)
    expect(first?.misses.some((miss) => miss.rule === 'link' || miss.rule === 'card')).toBe(false)
    expect({ ...second, id: first?.id }).toEqual(first)
  })

  it('finds the people with a lead, and hardly anybody else', () => {
    const found = new Set(report.leads.map((lead) => lead.account))
    const wanted = new Set(gold.leads.map((lead) => lead.qq))
    expect([...wanted].filter((account) => found.has(account)).length).toBeGreaterThanOrEqual(bounds.leads)
    expect([...found].filter((account) => !wanted.has(account)).length).toBeLessThanOrEqual(bounds.falseLeads)
    for (const lead of report.leads) expect(lead.evidence.length).toBeGreaterThan(0)
  })

  it('takes nobody of the staff for a lead, a newcomer or an offender', () => {
    const staff = new Set(report.staff.map((each) => each.account))
    expect(staff.size).toBeGreaterThan(2)
    for (const { account } of [...report.leads, ...report.newcomers, ...report.violations])
      expect(staff.has(account)).toBe(false)
  })

  it('judges the name card of every newcomer as it was when they reported in', () => {
    const verdicts = Object.fromEntries(report.newcomers.map(({ account, at, cardOk }) => [account, { at, cardOk }]))
    for (const { qq, time, card_ok } of gold.newcomers)
      expect([qq, verdicts[qq]]).toEqual([qq, { at: time, cardOk: card_ok }])
  })

  it('finds the violations, and is unfair to nobody', () => {
    const key = (account: string, at: string) => `${account} ${at}`
    const found = new Set(report.violations.map(({ account, at }) => key(account, at)))
    const wanted = new Set(gold.violations.map(({ qq, time }) => key(qq, time)))
    expect([...wanted].filter((each) => !found.has(each)).length).toBeLessThanOrEqual(bounds.missed)
    expect([...found].filter((each) => !wanted.has(each)).length).toBeLessThanOrEqual(bounds.unfair)
  })

  it('ends with the very list of who is coming', () => {
    const people = report.rsvps.flatMap((event) => event.people).filter(({ state }) => state === 'coming')
    const line = (account: string, adults: number, children: number) => `${account} ${adults}+${children}`
    expect(people.map((each) => line(each.account, each.adults, each.children)).sort()).toEqual(
      gold.rsvp_final.map((each) => line(each.qq, each.adults, each.children)).sort(),
    )
  })

  it('sends nothing', async () => {
    expect(await store.transaction((db) => db.count(OutboxItem))).toBe(0)
  })

  it('prints a report that leaves no text out, in both languages', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const text = printReport(report, createSay(locale))
      expect(text).not.toMatch(/\{\{|undefined|NaN/)
      for (const lead of report.leads) expect(text).toContain(lead.name)
    }
  })
})
