import { In, IsNull, MoreThanOrEqual, Not } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { type Activity, Arrival, type Db, Lead, Member } from '../../../store/index.js'

/** Somebody came to an activity, whose day began then (UTC ms). */
interface Visit {
  activityId: string
  customerId: string
  day: number
}

/** Somebody bought a car then (UTC ms). */
interface Order {
  customerId: string
  at: number
}

/** What is asked of an activity: the cars that were bought within so many days of it. */
export const WITHIN_DAYS = [30, 60, 90] as const

/** Activity → its orders within each of WITHIN_DAYS; only of those to which somebody came. */
export type OrdersAfter = ReadonlyMap<string, readonly number[]>

/**
 * The orders of those who came, within so many days from the beginning of the day. A buyer who came to several activities
 * in that time counts for each of them by an equal part, so that the sum is the number of cars. Pure.
 */
export function ordersWithin(visits: readonly Visit[], orders: readonly Order[], days: number): Map<string, number> {
  const found = new Map(visits.map(({ activityId }) => [activityId, 0]))
  for (const { customerId, at } of orders) {
    const before = visits.filter(
      (visit) => visit.customerId === customerId && visit.day <= at && at < visit.day + days * DAY,
    )
    const shared = new Set(before.map(({ activityId }) => activityId))
    for (const id of shared) found.set(id, (found.get(id) ?? 0) + 1 / shared.size)
  }
  return found
}

/** Won leads of those who came, also of walk-ins who left their number; that somebody recommends is no order of theirs. */
export async function loadOrders(db: Db, activities: readonly Activity[]): Promise<OrdersAfter> {
  const dayOf = new Map(activities.map(({ id, endsAt }) => [id, endsAt - DAY]))
  if (!dayOf.size) return new Map()
  const arrivals = await db.findBy(Arrival, { activityId: In([...dayOf.keys()]), undoneAt: IsNull() })
  const members = await db.find(Member, {
    select: { id: true, customerId: true },
    where: { id: In(arrivals.flatMap(({ memberId }) => memberId ?? [])) },
  })
  const won = await db.find(Lead, {
    select: { id: true, customerId: true, evidence: true, endedAt: true },
    where: { state: 'won', kind: Not('referral' as const), endedAt: MoreThanOrEqual(Math.min(...dayOf.values())) },
  })
  const customerOf = new Map(members.map(({ id, customerId }) => [id, customerId]))
  // What a walk-in left at the door came in by the key of the arrival.
  for (const { customerId, evidence } of won)
    for (const { messageId } of evidence) customerOf.set(messageId.replace(/^activities:/, ''), customerId)
  const visits = arrivals.map(({ id, activityId, memberId }) => {
    const customerId = customerOf.get(memberId ?? id) ?? ''
    return { activityId, customerId, day: dayOf.get(activityId) ?? 0 }
  })
  const orders = won.map(({ customerId, endedAt }) => ({ customerId, at: endedAt ?? 0 }))
  const found = WITHIN_DAYS.map((days) => ordersWithin(visits, orders, days))
  return new Map([...(found[0]?.keys() ?? [])].map((id) => [id, found.map((each) => each.get(id) ?? 0)]))
}
