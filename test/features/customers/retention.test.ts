import { describe, expect, it } from '@jest/globals'
import { createRandom } from '../../../bots/training/chance.js'
import { blankOldWords } from '../../../src/features/customers/index.js'
import { newLead } from '../../../src/features/leads/new-lead.js'
import { DAY } from '../../../src/kit/clock.js'
import { createSay } from '../../../src/kit/texts.js'
import type { Action } from '../../../src/message/index.js'
import { outboxItem } from '../../../src/outbox/index.js'
import * as rows from '../../../src/store/index.js'
import { type Db, openStore, type Store, writeRows } from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const FIRST = Date.parse('2026-09-01T04:25:00+08:00')

/** A store in which time goes by: people write, leads end, complaints are closed, and a history is imported. */
function createLife(chance: () => number) {
  const below = (number: number) => Math.floor(chance() * number)
  const pick = <T>(...list: readonly T[]): T => list[below(list.length)] as T
  const ids = countingIds()
  let number = 0
  return {
    ids,
    async begin(db: Db) {
      await db.insert(rows.ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
      const group = { externalId: 'g', accountId: 'a', kind: 'owners' as const, settings: {}, name: '', createdAt: 0 }
      await db.insert(rows.Group, { ...group, id: 'g' })
      await db.insert(rows.Customer, { ...rows.NEW_CUSTOMER, id: 'c', displayName: '', createdAt: 0 })
      const member = { externalId: 'zhou', nickname: '', card: '', role: 'member' as const, staff: false, messages: 0 }
      await db.insert(rows.Member, { ...member, id: 'm', groupId: 'g', customerId: 'c' })
    },
    /** So many things of that time, which come in now. */
    async write(db: Db, many: number, time: () => number) {
      const one = { groupId: 'g', memberId: 'm', messageId: '' }
      for (let n = 0; n < many; n++) {
        const [id, at, words] = [ids(), time(), pick('早', '早', '')]
        number += 1
        await writeRows(db, rows.Message, [
          {
            ...{ id, groupId: 'g', externalId: id, sentAt: at, receivedAt: at, type: 'message', text: words },
            ...{ mode: 'live', state: 'handled', error: null, details: { sender: { id: 'zhou' } } },
          },
        ])
        const action = { type: 'say', room: { id: 'g', kind: 'group' }, text: words } as Action
        const item = { id, accountId: 'a', action, priority: 'reply', dedupeKey: id, now: at, lifetime: 1 } as const
        await db.insert(rows.OutboxItem, { ...outboxItem(item), state: pick('sent', 'waiting', 'expired') } as never)
        const details = pick({ quote: words }, { score: 1 })
        await db.insert(rows.AuditEntry, { id, at, actor: 'bot', what: '', messageId: null, details })
        const inquiry = { id, topic: 'price', quote: words, state: 'open' as const, askedAt: at }
        await db.insert(rows.Inquiry, { ...one, ...inquiry })
        await db.insert(rows.Contact, { id, key: id, customerId: 'c', kind: 'fog', state: 'sent', at })
        const lead = { code: number, customerId: 'c', kind: 'add_on', level: 'B', score: 1, offeredTo: null } as const
        const evidence = [{ messageId: '', at, quote: words, score: 1 }]
        const times = { evidence, firstMessageAt: at, raisedAt: at, endedAt: pick(null, at) }
        await writeRows(db, rows.Lead, [newLead({ ...lead, ...times, id })])
        const type = pick('note', 'level', 'won') as never
        await db.insert(rows.LeadEvent, {
          id,
          leadId: id,
          at,
          type,
          actor: 'bot',
          details: { [pick('note', 'reason')]: '早' },
        })
        const timeline = [{ account: 'zhou', name: '', at, quote: words }]
        const incident = {
          id,
          code: number,
          groupId: 'g',
          timeline: timeline as never,
          openedAt: at,
          state: 'open' as const,
        }
        if (n === 0) await db.insert(rows.Incident, incident)
      }
      const interest = { memberId: 'm', kind: 'add_on' as const, score: 1, evidence: [] }
      if (!(await db.existsBy(rows.Interest, { kind: 'add_on' })))
        await db.insert(rows.Interest, { ...interest, id: ids(), updatedAt: time() })
    },
    /** What is found old enough only now: words that were still in use. */
    async end(db: Db, now: number) {
      const order = { id: 'ASC' } as const
      for (const { id } of await db.find(rows.OutboxItem, { where: { state: 'waiting' }, order }))
        if (below(4) === 0) await db.update(rows.OutboxItem, { id }, { state: 'sent' })
      for (const { id } of await db.find(rows.Incident, { where: { state: 'open' }, order }))
        if (below(4) === 0) await db.update(rows.Incident, { id }, { state: 'closed' })
      for (const { id } of await db.find(rows.Lead, { order }))
        if (below(9) === 0) await db.update(rows.Lead, { id }, { endedAt: now - below(90) * DAY })
      if (below(3) === 0) await db.update(rows.Interest, { memberId: 'm' }, { updatedAt: now - below(60) * DAY })
    },
  }
}

const TABLES = [
  ...[rows.Message, rows.OutboxItem, rows.AuditEntry, rows.Inquiry, rows.Contact, rows.Lead, rows.LeadEvent],
  ...[rows.Incident, rows.Interest],
] as const

const everything = (store: Store) =>
  store.direct(async (db) => {
    const tables: unknown[] = []
    for (const entity of TABLES) tables.push(await db.find(entity as never, { order: { id: 'ASC' } as never }))
    return tables
  })

describe.each(Object.entries(ENGINES))('old words, on %s', (_name, create) => {
  it('are blanked by what came of age as they are by looking at every row, those of imported histories too', async () => {
    const lives = [0, 1].map(async (whole) => {
      const database = await create()
      const store = await openStore(database.options)
      const chance = createRandom(7)
      const life = createLife(chance)
      await store.transaction(life.begin)
      const months = {
        messageMonths: 1,
        quoteMonths: 2,
        leadMonths: 3,
        outboxMonths: 1,
        hintMonths: 1,
        recordMonths: 2,
      }
      await store.transaction((db) => db.insert(rows.Setting, { key: 'privacy', value: months }))
      const states: unknown[][] = []
      for (let night = 0; night < 40; night++) {
        const now = FIRST + 2 * night * DAY
        const late = [9, 30, 31].includes(night) ? 100 * DAY : DAY
        await store.transaction(async (db) => {
          // Some nights nobody writes.
          if (night % 7 < 5) await life.write(db, 2, () => now - Math.floor(chance() * late))
          await life.end(db, now)
          // Kept for a shorter time from now on.
          if (night === 34) await db.update(rows.Setting, { key: 'privacy' }, { value: { ...months, quoteMonths: 1 } })
          if (whole) await db.delete(rows.Setting, { key: 'privacy.seen' })
        })
        await blankOldWords({ store, ids: life.ids, say: createSay('zh-CN'), dealer: DEALER, now })
        states.push(await everything(store))
      }
      await store.close()
      await database.drop()
      return states
    })
    const [quick, full] = await Promise.all(lives)
    for (const [night, state] of (full ?? []).entries()) expect([night, quick?.[night]]).toEqual([night, state])
    expect(JSON.stringify(full?.at(-1)).match(/customers\.blanked/g)?.length).toBeGreaterThan(20)
  }, 60_000)
})
