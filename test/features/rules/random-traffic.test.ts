import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { nightAround } from '../../../src/features/quiet-night.js'
import { RULES } from '../../../src/features/rule-modes.js'
import { DAY, HOUR, MINUTE } from '../../../src/kit/clock.js'
import {
  type AuditEntry,
  Group,
  type GroupSettings,
  Member,
  type OutboxItem,
  type RuleName,
  Sanction,
  Violation,
} from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'
import { type RandomGroup, randomGroup } from './random-group.js'
import { type Happening, PEOPLE, randomYear } from './random-year.js'

const NIGHT = { from: 22 * 60 + 30, to: 6 * 60 + 30 }
const LONGEST_MUTE = 24 * 3_600
const VIPS = ['有线索', 'A类']
const EXEMPT = ['佳佳', '群主']

/** All ten rules are on, and the store has its own ladder, night and newcomers. */
const SETTINGS: GroupSettings = {
  cardPrefix: '追风车主',
  rules: Object.fromEntries(RULES.map((rule) => [rule, 'on'])),
  ladders: {
    ad: [
      { type: 'remind', seconds: 0 },
      { type: 'mute', seconds: 7_200 },
      { type: 'ask_staff', seconds: 0 },
    ],
    link: [
      { type: 'warn', seconds: 0 },
      { type: 'mute', seconds: 1_800 },
      { type: 'remove', seconds: 0 },
    ],
  },
  lifetimes: { ad: 10 * DAY, illegal: 120 * DAY, link: 120 * DAY },
  night: NIGHT,
  newFor: 5,
}

describe('random traffic', () => {
  let g: RandomGroup
  beforeEach(async () => {
    g = await randomGroup()
  })
  afterEach(() => g.scene.close())

  it('of a year breaks every rule, and leaves what is fair; taken back, it leaves nothing', async () => {
    await g.scene.group('acc', 'watched', 'owners')
    await g.makeEsteemed()
    await g.read((db) => db.update(Group, { externalId: 'owners' }, { settings: SETTINGS }))
    const watchUntil = g.scene.clock.now() + 500 * DAY
    await g.read((db) => db.update(Group, { externalId: 'watched' }, { settings: { ...SETTINGS, watchUntil } }))
    const year = randomYear(2026)
    await g.live(year)
    // On its last evening most are silent, and one of them by a person's hand.
    for (const words of ['abuse', 'illegal', 'abuse'])
      for (const who of PEOPLE) {
        g.scene.clock.advance(2 * MINUTE)
        await g.happens({ who, where: 'owners', deed: { type: 'say', words, score: '0.99' }, after: 0 }, 999)
      }
    await g.mute('老周', 3 * 86_400, true)

    const violations = await g.read((db) => db.find(Violation, { relations: { member: true, group: true } }))
    const sanctions = await g.read((db) => db.find(Sanction, { order: { at: 'ASC', id: 'ASC' } }))
    const outbox = await g.scene.outbox()
    expectFair(violations, sanctions)
    expectDecided(sanctions, await g.scene.audit())
    expectFewWords(violations, sanctions, outbox)
    expectFewCards(year, outbox)
    await expectNothingLeft(violations)
  })

  function expectFair(violations: readonly Violation[], sanctions: readonly Sanction[]) {
    const acted = new Set(violations.filter(({ group }) => group?.externalId === 'owners').map(({ rule }) => rule))
    expect([...acted].sort()).toEqual(RULES.filter((rule) => rule !== 'card').sort())
    const of = new Map(violations.map((violation) => [violation.id, violation]))
    for (const { quote, score, at, expiresAt } of violations) {
      expect(quote).not.toBe('')
      expect(score).toBeGreaterThan(0)
      expect(expiresAt).toBeGreaterThan(at)
    }
    expect(new Set(sanctions.map(({ type }) => type))).toEqual(
      new Set(['remind', 'warn', 'recall', 'mute', 'remove', 'ask_staff']),
    )
    for (const { violationId, type, seconds, undoneAt } of sanctions) {
      const { member, state, rule, group } = of.get(violationId)!
      const who = member?.externalId ?? ''
      // One on record that is standing, or was taken back; never what was only watched or suspected.
      expect([type, state]).toEqual([type, undoneAt === null ? 'standing' : expect.stringMatching('undone|standing')])
      expect(group?.externalId).toBe('owners')
      expect(EXEMPT).not.toContain(who)
      if (type === 'mute' || type === 'remove') expect(VIPS).not.toContain(who)
      if (type === 'mute') expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(LONGEST_MUTE)
      // The store's own ladder removes nobody for an advert; asking a price and talking at night are no offences.
      if (type === 'remove') expect(['illegal', 'link']).toContain(rule)
      if (rule === 'service_price' || rule === 'night') expect(type).toBe('remind')
    }
  }

  /** Whoever asks later finds each sanction, with the rule and the score that decided. */
  function expectDecided(sanctions: readonly Sanction[], audit: readonly AuditEntry[]) {
    const written = new Set(audit.map(({ what, details }) => `${what} ${details.violation}`))
    for (const { type, violationId } of sanctions) expect(written).toContain(`rules.${type} ${violationId}`)
  }

  function expectFewWords(violations: readonly Violation[], sanctions: readonly Sanction[], outbox: OutboxItem[]) {
    const of = new Map(violations.map((violation) => [violation.id, violation]))
    const once = (rule: RuleName, window: (at: number) => number) => {
      const told = sanctions
        .filter(({ violationId }) => of.get(violationId)?.rule === rule)
        .map(({ violationId }) => of.get(violationId)!)
        .map(({ memberId, at }) => `${memberId} ${window(at)}`)
      expect(told.length).toBeGreaterThan(2)
      expect(new Set(told).size).toBe(told.length)
    }
    once('night', (at) => nightAround(at, NIGHT, DEALER.zone)?.begins ?? Number.NaN)
    for (const rule of ['flood', 'repeat'] as const) once(rule, (at) => Math.floor(at / MINUTE))
    const said = outbox.flatMap(({ action, createdAt }) =>
      action.type === 'say' ? [{ ...action, at: createdAt }] : [],
    )
    const reminders = said.filter(({ room, mentions }) => room.id === 'owners' && mentions?.length === 1)
    const heard = reminders.map(({ text, mentions, at }) => `${mentions} ${Math.floor(at / (30 * MINUTE))} ${text}`)
    expect(new Set(heard).size).toBe(heard.length)
    expect(said.filter(({ room, text }) => room.id === 'watched' && /撤|先歇|改成「.*不方便改/.test(text))).toEqual([])
    expect(
      outbox.filter(({ action }) => 'room' in action && action.room.id === 'watched' && action.type !== 'say'),
    ).toEqual([])
  }

  /** Nobody is asked for their card more than twice in one stay, the first time when they report in. */
  function expectFewCards(year: readonly Happening[], outbox: OutboxItem[]) {
    const asked = outbox.flatMap(({ action }) =>
      action.type === 'say' && action.room.id === 'owners' && action.text.includes('有空把群名片改成')
        ? (action.mentions ?? [])
        : [],
    )
    expect(asked.length).toBeGreaterThan(2)
    for (const who of PEOPLE) {
      const stays = year.filter(
        (each) => each.who === who && each.where === 'owners' && each.deed.type === 'join',
      ).length
      const times = asked.filter((name) => name === who).length
      expect([who, times <= 2 * stays]).toEqual([who, true])
    }
  }

  async function expectNothingLeft(violations: readonly Violation[]) {
    expect([...g.silent.values()].filter(({ until }) => until > g.scene.clock.now()).length).toBeGreaterThan(1)
    const codes = violations.filter(({ state }) => state !== 'undone').map(({ code }) => code)
    const members = () => g.read((db) => db.find(Member, { where: { staff: false }, order: { id: 'ASC' } }))
    const before = await members()
    await g.scene.take(
      ...(await Promise.all(
        codes.map((code) => g.scene.event({ type: 'message', text: `误判 ${code}` }, 'desk', { id: '小林' })),
      )),
    )
    expect(await g.read((db) => db.countBy(Violation, { state: 'undone' }))).toBe(violations.length)
    expect((await g.read((db) => db.find(Sanction))).filter(({ undoneAt }) => undoneAt === null)).toEqual([])
    // Nobody is anything else for it than they were, and nobody is silent but by a person's hand.
    expect(await members()).toEqual(before)
    await g.deliver()
    const stillSilent = [...g.silent].filter(([, { until }]) => until > g.scene.clock.now())
    expect(stillSilent.map(([who, { byHand }]) => [who, byHand])).toEqual([['老周', true]])
    // The first time is the first time again.
    g.scene.clock.advance(HOUR)
    const since = g.scene.clock.now()
    await g.scene.says('B类', 'owners', 'illegal 0.99 又来')
    const next = await g.read((db) => db.find(Sanction, { where: { at: since }, order: { id: 'ASC' } }))
    expect(next.map(({ type }) => type)).toEqual(['recall', 'remind'])
  }

  it('has a case that a person confirms climb the same ladder', async () => {
    await g.scene.says('老周', 'owners', 'ad 0.99 一')
    for (const [code, words] of [
      [2, 'ad 0.7 二'],
      [3, 'ad 0.7 三'],
    ]) {
      g.scene.clock.advance(2 * HOUR)
      await g.scene.says('老周', 'owners', String(words))
      await g.scene.says('小林', 'desk', `违规 ${code}`)
    }
    const sanctions = await g.read((db) => db.find(Sanction, { order: { at: 'ASC', id: 'ASC' } }))
    expect(sanctions.map(({ type }) => type).filter((type) => type !== 'recall')).toEqual(['warn', 'mute', 'remove'])
  })
})
