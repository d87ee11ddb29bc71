import { In, LessThanOrEqual, MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { dayOf } from '../../kit/zone.js'
import {
  Contact,
  Customer,
  type Db,
  type EarnReason,
  type Job,
  Member,
  OutboxItem,
  PointEntry,
  type RowOf,
  Writes,
  writeRows,
} from '../../store/index.js'
import { decideForCustomer, pastContacts, writeContacts } from '../contact-budget.js'
import { type Earning, earningKey } from '../earn-points.js'
import { groupItem } from '../group-item.js'
import type { JobDeps } from '../job-deps.js'
import { roomOf } from '../step.js'
import { endingBy, openLedger } from './ledger/index.js'
import { goodUntil, readPointSettings } from './settings.js'

/** Pays what was earned elsewhere; the same earning is paid once. */
export async function payEarning({ store, ids, dealer, now }: JobDeps, payload: Job['payload']): Promise<void> {
  const earning = payload as unknown as Earning
  await store.transaction(async (db) => {
    const settings = await readPointSettings(db)
    const points = settings.amounts[earning.reason as EarnReason]
    if (!points) return
    const writes = new Writes()
    const key = earningKey(earning)
    const ledger = await openLedger({ db, writes, ids, now }, [earning.customerId], [key])
    const about = { key, reason: earning.reason, actor: 'bot', note: earning.note ?? '' }
    ledger.give(about, earning.customerId, points, goodUntil(settings, now, dealer.zone))
    await writes.flush(db)
  })
}

/** Customers some of whose points end by then. */
async function customersWithPointsEnding(db: Db, by: number): Promise<string[]> {
  const entries = await db.find(PointEntry, {
    where: { expiresAt: LessThanOrEqual(by), amount: MoreThan(0), account: { balance: MoreThan(0) } },
    relations: { account: true },
  })
  return [...new Set(entries.flatMap(({ account }) => account?.customerId ?? []))]
}

/** Every night: what is good no longer goes. */
export async function expirePoints({ store, ids, now }: JobDeps): Promise<void> {
  const customerIds = await store.direct((db) => customersWithPointsEnding(db, now))
  if (!customerIds.length) return
  await store.transaction(async (db) => {
    const writes = new Writes()
    const ledger = await openLedger({ db, writes, ids, now }, customerIds)
    for (const customerId of customerIds) {
      const gone = endingBy(ledger.lotsOf(customerId), now)
      const about = { key: `expire:${now}:${customerId}`, reason: 'expire' as const, actor: 'bot' }
      if (gone) ledger.take(about, customerId, gone, 'expired')
    }
    await writes.flush(db)
  })
}

/** Before points end their owner is told, once for each day on which some end, where we can write to them. */
export async function noticeExpiry({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  await store.transaction(async (db) => {
    const by = now + (await readPointSettings(db)).noticeDays * DAY
    const customerIds = await customersWithPointsEnding(db, by)
    const ledger = await openLedger({ db, writes: new Writes(), ids, now }, customerIds)
    const rooms = customerIds.length
      ? await db.find(Member, {
          where: customerIds.map((customerId) => ({ customerId, group: { kind: 'private' as const } })),
          relations: { group: true },
          order: { id: 'ASC' },
        })
      : []
    const customers = customerIds.length ? await db.findBy(Customer, { id: In(customerIds) }) : []
    const past = await pastContacts(db, customerIds, now)
    const told = await db.findBy(Contact, { kind: 'points', state: 'sent', customerId: In(customerIds) })
    const contacts: RowOf<Contact>[] = []
    const items = customerIds.flatMap((customerId) => {
      const ending = ledger
        .lotsOf(customerId)
        .filter(({ expiresAt }) => expiresAt !== null && expiresAt > now && expiresAt <= by)
      const until = Math.min(...ending.map(({ expiresAt }) => Number(expiresAt)))
      const group = rooms.find((each) => each.customerId === customerId)?.group
      const customer = customers.find(({ id }) => id === customerId)
      if (!ending.length || !group || !customer) return []
      const day = dayOf(until, dealer.zone)
      const key = `points:${day}:${customerId}`
      if (told.some((contact) => contact.key === key)) return []
      // Held back today, it is asked for again tomorrow.
      const why = decideForCustomer(customer, past.get(customerId) ?? [], now)
      const state = why ? ('held' as const) : ('sent' as const)
      contacts.push({ id: ids(), key, customerId, groupId: null, kind: 'points', state, why, at: now })
      if (why) return []
      const number = endingBy(ending, until)
      return groupItem(group, dealer.zone, {
        ...{ id: ids(), priority: 'broadcast', now, lifetime: 3 * DAY },
        action: { type: 'say', room: roomOf(group), text: say('points.notice', { number, day }) },
        dedupeKey: `care:${customerId}:points:${day}`,
      })
    })
    await writeContacts(db, contacts)
    await writeRows(db, OutboxItem, items, 'ignore')
  })
}
