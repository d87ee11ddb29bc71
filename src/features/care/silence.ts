import { In } from 'typeorm'
import { daysBetween } from '../../kit/days.js'
import { groupBy } from '../../kit/group-by.js'
import { dayOf } from '../../kit/zone.js'
import { type Db, Lead, Member } from '../../store/index.js'
import type { Occasion } from './occasions.js'

/** So many days after a silence has become long it may still be broken: who was silent before this was on is left alone. */
const BREAK_WITHIN = 14

/** Whether somebody who was last heard of on an ISO day is missed today; once in a silence. */
export function silenceOf(lastOn: string | null, silentDays: number, today: string): Occasion[] {
  const days = lastOn === null ? 0 : daysBetween(lastOn, today)
  return lastOn !== null && days >= silentDays && days < silentDays + BREAK_WITHIN
    ? [{ kind: 'silent', day: lastOn }]
    : []
}

/** Of some customers those who fell silent: they said nothing anywhere, nobody of the sales talked to them, no service. */
export async function silencesOf(
  db: Db,
  customers: readonly { id: string; services: readonly string[] }[],
  silentDays: number,
  { today, zone }: { today: string; zone: string },
): Promise<Map<string, Occasion[]>> {
  const customerId = In(customers.map(({ id }) => id))
  const members = await db.find(Member, {
    select: { id: true, customerId: true, lastMessageAt: true, joinedAt: true },
    where: { customerId, staff: false },
  })
  const leads = await db.find(Lead, {
    select: { id: true, customerId: true, lastContactAt: true },
    where: { customerId },
  })
  const membersOf = groupBy(members, (member) => member.customerId)
  const leadsOf = groupBy(leads, (lead) => lead.customerId)
  return new Map(
    customers.map(({ id, services }) => {
      const talks = (membersOf.get(id) ?? []).flatMap((each) => each.lastMessageAt ?? each.joinedAt ?? [])
      const contacts = (leadsOf.get(id) ?? []).flatMap(({ lastContactAt }) => lastContactAt ?? [])
      const heard = talks.length ? dayOf(Math.max(...talks, ...contacts), zone) : null
      const last = heard && [heard, ...services].sort().at(-1)
      return [id, silenceOf(last ?? null, silentDays, today)] as const
    }),
  )
}
