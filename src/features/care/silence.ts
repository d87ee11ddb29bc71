import { In } from 'typeorm'
import { daysBetween, plusDays } from '../../kit/days.js'
import { groupBy } from '../../kit/group-by.js'
import { dayOf, startOf } from '../../kit/zone.js'
import { type Db, Lead, Member, Vehicle, VehicleFact } from '../../store/index.js'
import type { Morning, Sql } from './candidates.js'
import type { Occasion } from './occasions.js'
import type { CareSettings } from './settings.js'

/** So many days after a silence has become long it may still be broken: who was silent before this was on is left alone. */
const BREAK_WITHIN = 14

/** Whether somebody who was last heard of on an ISO day is missed today; once in a silence. */
export function silenceOf(lastOn: string | null, silentDays: number, today: string): Occasion[] {
  const days = lastOn === null ? 0 : daysBetween(lastOn, today)
  return lastOn !== null && days >= silentDays && days < silentDays + BREAK_WITHIN
    ? [{ kind: 'silent', day: lastOn }]
    : []
}

/** Who may have fallen silent: conditions on `customer`. */
export function silent(sql: Sql, { on, silentDays }: CareSettings, { today, zone }: Morning): string[] {
  if (!on.includes('silent')) return []
  const [first, last] = [plusDays(today, 1 - silentDays - BREAK_WITHIN), plusDays(today, -silentDays)]
  const instants = [startOf(first, zone), startOf(plusDays(last, 1), zone) - 1] as const
  return [
    `customer.id IN (SELECT heard."customerId" FROM (
      SELECT "customerId", COALESCE("lastMessageAt", "joinedAt") AS "heardAt" FROM ${sql.table(Member)} WHERE staff = FALSE
      UNION ALL SELECT "customerId", "lastContactAt" FROM ${sql.table(Lead)}) AS heard
      GROUP BY heard."customerId" HAVING ${sql.between('MAX(heard."heardAt")', instants)})`,
    // Last seen at a service.
    `customer.id IN (SELECT car."customerId" FROM ${sql.table(VehicleFact)} AS fact
      JOIN ${sql.table(Vehicle)} AS car ON car.id = fact."vehicleId"
      WHERE fact.kind = 'service' AND ${sql.between('fact.value', [first, last])})`,
  ]
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
