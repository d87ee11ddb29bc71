import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createMerge } from '../../../src/features/merging/merge.js'
import { undoMerge } from '../../../src/features/merging/undo.js'
import { joinPoints, partPoints } from '../../../src/features/points/index.js'
import { createSay } from '../../../src/kit/texts.js'
import { Customer, type Db, ENTITIES, openStore, type Store, Writes } from '../../../src/store/index.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'
import { inVain } from '../../kit/in-vain.js'
import { counting, diceOf, dump, NOW, PEOPLE, plant } from './random-books.js'

type Row = Record<string, unknown>
type Books = Record<string, Row[]>
interface Pair {
  keptId: string
  mergedId: string
}

/** Where a customer or a member is pointed to: what is under way follows, and what hangs on an account goes with it. */
const DECIDED: Record<string, 'follows' | 'with the member' | ((row: Row, pair: Pair) => boolean)> = {
  'members.customerId': 'follows',
  'vehicles.customerId': 'follows',
  'leads.customerId': 'follows',
  'customer_tags.customerId': 'follows',
  'care_notes.id': 'follows',
  'registrations.customerId': 'follows',
  'contacts.customerId': 'follows',
  'invitees.customerId': 'follows',
  'radar_entries.customerId': 'follows',
  'broadcast_targets.customerId': 'follows',
  'vouchers.customerId': 'follows',
  'referrals.referrerId': 'follows',
  // Whoever was brought as both keeps the first.
  'referrals.friendId': () => true,
  // The ledger's own account: empty, its history stays.
  'point_accounts.customerId': ({ balance }) => balance === 0,
  // Whether they are one another was what was asked.
  'customer_matches.customerId': ({ knownId }, { keptId }) => knownId === keptId,
  'customer_matches.knownId': ({ customerId }, { keptId }) => customerId === keptId,
  'customer_merges.keptId': () => true,
  'customer_merges.mergedId': () => true,
  // One after the other they are taken back, the last one first.
  'customers.mergedIntoId': () => true,
  'inquiries.memberId': 'with the member',
  'interests.memberId': 'with the member',
  'leads.memberId': 'with the member',
  'member_marks.memberId': 'with the member',
  'violations.memberId': 'with the member',
  'join_requests.memberId': 'with the member',
  'one_time_codes.memberId': 'with the member',
  'service_bookings.memberId': 'with the member',
  'staff_promises.memberId': 'with the member',
  // Both accounts of one person may have answered: a colleague is told of sign-ups, and asks.
  'rsvps.memberId': 'with the member',
  'arrivals.memberId': 'with the member',
  'poll_votes.memberId': 'with the member',
}

/** Other columns in which the id of a customer may stand, and when it may stay there. */
const WRITTEN: Record<string, (row: Row, pair: Pair) => boolean> = {
  'customers.id': () => true,
  'customer_merges.moved': () => true,
  'point_accounts.key': () => true,
  'point_transfers.key': () => true,
  // Both were told of it, and it counts twice.
  'contacts.key': ({ state }) => state !== 'held',
  // What is over has the key by which it was known.
  'outbox.dedupeKey': ({ state }) => state !== 'waiting',
  'broadcast_targets.itemKey': ({ state }) => state !== 'asked',
  'jobs.payload': ({ state }) => state !== 'waiting',
  'jobs.dedupeKey': () => true,
  // Both have a line, and its number is its place.
  'settings.value': ({ value }, { keptId }) => JSON.stringify(value).includes(keptId),
}

/** JSON that holds nobody, or history to which rows are only ever added. */
const NOBODY = [
  'chat_groups.settings',
  'customers.profile',
  'staff_accounts.groups',
  'knowledge_entries.variants',
  'registrations.answers',
  'one_time_codes.groups',
  'messages.details',
  'understandings.scores',
  'leads.evidence',
  'leads.passedOver',
  'leads.helpers',
  'leads.reminded',
  'lead_events.details',
  'interests.evidence',
  'radar_entries.reasons',
  'violations.pieces',
  'rule_replays.hits',
  'rule_replays.misses',
  'group_talks.talk',
  'member_marks.signs',
  'incidents.timeline',
  'activities.announcement',
  'activities.plan',
  'rsvps.answers',
  'polls.options',
  'broadcasts.variants',
  'broadcasts.groupIds',
  'broadcasts.poll',
  'outbox.action',
  'audit_entries.details',
]
const FOLLOWING_JSON = ['broadcasts.audience', 'jobs.payload', 'settings.value', 'customer_merges.moved']

const POINTS = { join: joinPoints, part: partPoints }
const merge = createMerge(POINTS)
const say = createSay('zh-CN')
/** PostgreSQL takes its time, and only has to agree. */
const BOOKS = { sqlite: 40, postgres: 8 }

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('two customers with random books, on %s', (engine) => {
  let database: TestDatabase
  let store: Store
  beforeAll(async () => {
    database = await ENGINES[engine]()
    store = await openStore(database.options)
  })
  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  const inBook = (seed: number, work: (db: Db) => Promise<void>) =>
    inVain(store, async (db) => {
      await plant(db, diceOf(seed))
      await work(db)
    })
  const mergeIn = async (db: Db) => {
    const [one, other] = await Promise.all(PEOPLE.slice(0, 2).map((id) => db.findOneByOrFail(Customer, { id })))
    const writes = new Writes()
    const around = { db, ids: counting('fresh'), now: NOW, say, writes, turns: [] }
    const done = await merge(around, one as Customer, other as Customer, 'code')
    await writes.flush(db)
    return { keptId: done.kept.id, mergedId: done.merged.id, code: done.merge.code }
  }

  const undoIn = async (db: Db, code: number) => {
    const writes = new Writes()
    const around = { db, ids: counting('later'), now: NOW + 2, writes, turns: [] }
    const undone = await undoMerge(around, code, POINTS, { by: '陈总', actor: 'boss' })
    await writes.flush(db)
    return undone
  }

  it('has every column decided on that points to a customer or an account', () => {
    const pointing = ENTITIES.flatMap((entity) => {
      const { tableName, columns } = store.source.getMetadata(entity)
      return columns.flatMap(({ propertyName, referencedColumn, length }) => {
        const target = referencedColumn?.entityMetadata.tableName
        const isNamed = String(length) === '36' && /(?:customer|member)Id$/i.test(propertyName)
        return target === 'customers' || target === 'members' || isNamed ? `${tableName}.${propertyName}` : []
      })
    })
    expect(pointing.sort()).toEqual(Object.keys(DECIDED).sort())
    const json = ENTITIES.flatMap((entity) => {
      const { tableName, columns } = store.source.getMetadata(entity)
      return columns.flatMap(({ propertyName, type }) => (type === 'simple-json' ? `${tableName}.${propertyName}` : []))
    })
    expect(json.sort()).toEqual([...NOBODY, ...FOLLOWING_JSON].sort())
  })

  it('leaves nothing with the one that is no more', async () => {
    for (let seed = 1; seed <= BOOKS[engine]; seed++)
      await inBook(seed, async (db) => {
        const pair = await mergeIn(db)
        const left = Object.entries(await dump(db)).flatMap(([table, rows]) =>
          rows.flatMap((row) =>
            Object.entries(row).flatMap(([name, value]) => {
              const column = `${table}.${name}`
              const decided = DECIDED[column] ?? WRITTEN[column]
              const mayStay = typeof decided === 'function' && decided(row, pair)
              return JSON.stringify(value ?? null).includes(pair.mergedId) && !mayStay ? { seed, column, row } : []
            }),
          ),
        )
        expect(left).toEqual([])
      })
  })

  it('are as they were when it is taken back', async () => {
    for (let seed = 1; seed <= BOOKS[engine]; seed++)
      await inBook(seed, async (db) => {
        const before = comparable(await dump(db))
        const { code } = await mergeIn(db)
        expect(await undoIn(db, code)).toMatchObject({ outcome: 'undone', missing: 0 })
        expect({ seed, ...comparable(await dump(db)) }).toEqual({ seed, ...before })
      })
  })

  it('both want to hear nothing when one of them said so while they were one', async () => {
    await inBook(1, async (db) => {
      const both = [{ id: PEOPLE[0] }, { id: PEOPLE[1] }]
      for (const each of both) await db.update(Customer, each, { marketingStoppedAt: null })
      const { code, keptId } = await mergeIn(db)
      await db.update(Customer, { id: keptId }, { marketingStoppedAt: NOW + 1 })
      await undoIn(db, code)
      const after = await db.findBy(Customer, both)
      expect(after.map(({ marketingStoppedAt }) => marketingStoppedAt)).toEqual([NOW + 1, NOW + 1])
    })
  })

  it('are called, told and written to as one', async () => {
    for (let seed = 1; seed <= BOOKS[engine]; seed++)
      await inBook(seed, async (db) => {
        const before = await dump(db)
        const pair = await mergeIn(db)
        const after = await dump(db)
        expect({ seed, flaws: flawsOf(before, after, pair) }).toEqual({ seed, flaws: [] })
      })
  })
})

/** What a merge itself leaves behind is no part of the books; of the ledger its balances count, for it only ever grows. */
function comparable({ customer_merges, point_transfers, point_entries, point_accounts, outbox, ...books }: Books) {
  const balances = (point_accounts ?? []).flatMap(({ key, balance }) => (balance ? [`${key} ${balance}`] : []))
  // A notice to colleagues was said.
  const said = (outbox ?? []).filter(({ id }) => !String(id).startsWith('fresh'))
  return { ...books, outbox: said, balances: balances.sort() }
}

/** What must hold of a customer who was two. */
function flawsOf(before: Books, after: Books, { keptId, mergedId }: Pair): string[] {
  const both = (table: string) =>
    (before[table] ?? []).filter(({ customerId }) => customerId === keptId || customerId === mergedId)
  const now = (table: string) => (after[table] ?? []).filter(({ customerId }) => customerId === keptId)
  const flaws: string[] = []
  const must = (holds: boolean, what: string) => void (holds || flaws.push(what))
  const ORDER = ['open', 'maybe', 'declined', 'coming', 'came']
  for (const plan of new Set(both('invitees').map(({ invitationId }) => invitationId))) {
    const were = both('invitees').filter(({ invitationId }) => invitationId === plan)
    const are = now('invitees').filter(({ invitationId }) => invitationId === plan)
    const isNew = were.some(({ customerId }) => customerId === mergedId)
    if (!isNew) continue
    must(are.length === 1, `${are.length} invitees of ${plan}`)
    const furthest = Math.max(...were.map(({ state }) => ORDER.indexOf(String(state))))
    must(are[0]?.state === ORDER[furthest], `${plan}: ${are[0]?.state} for ${ORDER[furthest]}`)
    const calls = were.reduce((sum, each) => sum + Number(each.calls), 0)
    must(are[0]?.calls === calls, `${plan}: ${are[0]?.calls} calls for ${calls}`)
  }
  const wasTold = (id: string) =>
    both('radar_entries').some(({ customerId, arm }) => customerId === id && arm === 'told')
  if (wasTold(keptId) !== wasTold(mergedId)) {
    const controls = (wasTold(keptId) ? both('radar_entries').filter(({ customerId }) => customerId === keptId) : [])
      .concat(wasTold(mergedId) ? both('radar_entries').filter(({ customerId }) => customerId === mergedId) : [])
      .filter(({ arm }) => arm === 'control').length
    must(
      now('radar_entries').filter(({ arm }) => arm === 'control').length <= controls,
      'told, and in the control group',
    )
  }
  const itemOf = (key: unknown) => (after.outbox ?? []).find(({ dedupeKey }) => dedupeKey === key)
  for (const broadcast of new Set(both('broadcast_targets').map(({ broadcastId }) => broadcastId))) {
    const were = both('broadcast_targets').filter(({ broadcastId }) => broadcastId === broadcast)
    if (new Set(were.map(({ customerId }) => customerId)).size < 2) continue
    const stages = now('broadcast_targets')
      .filter(({ broadcastId }) => broadcastId === broadcast)
      .map(({ state, why, itemKey }) => (state === 'queued' ? (itemOf(itemKey)?.state ?? 'unknown') : (why ?? state)))
    const toCome = stages.filter((each) =>
      ['waiting', 'failed', 'expired', 'needs_person', 'account'].includes(String(each)),
    )
    const heard = stages.filter((each) => ['sent', 'unknown', 'asked'].includes(String(each)))
    must(toCome.length + Math.min(heard.length, 1) <= 1, `${broadcast} goes out again: ${stages.join()}`)
  }
  const stopped = (id: string) => before.customers?.find((each) => each.id === id)?.marketingStoppedAt !== null
  if (stopped(keptId) !== stopped(mergedId)) {
    const waits = (books: Books, id: string) =>
      (books.outbox ?? []).filter(({ state, dedupeKey }) => state === 'waiting' && String(dedupeKey).includes(id))
    const others = waits(before, stopped(keptId) ? mergedId : keptId).map(({ id }) => id)
    must(!waits(after, keptId).some(({ id }) => others.includes(id)), 'is written to after 退订')
    must(after.customers?.find((each) => each.id === keptId)?.marketingStoppedAt !== null, 'has unsubscribed')
  }
  const counted = (rows: Row[]) => rows.filter(({ state }) => state !== 'held').length
  must(counted(now('contacts')) === counted(both('contacts')), 'the budget forgets contacts')
  return flaws
}
