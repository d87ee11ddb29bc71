import { In, IsNull, Not } from 'typeorm'
import { dayOf } from '../../kit/zone.js'
import { type Db, Lead, OPEN_LEADS, StaffAccount } from '../../store/index.js'
import { route } from './route.js'
import { type LeadSettings, onDuty, readLeadSettings } from './settings.js'

const LOAD = { id: true, claimedBy: true, offeredTo: true, raisedAt: true } as const
type Load = Pick<Lead, keyof typeof LOAD>

export interface Desks {
  settings: LeadSettings
  /** To whom a lead is offered, on this very day; `passedOver` had their chance. */
  offer(customerId: string, fresh?: readonly Load[], passedOver?: readonly string[]): string | null
}

/** Who sells and is on duty, who has how much to do, and whose customers these are. */
export async function loadDesks(db: Db, now: number, zone: string, customerIds: readonly string[]): Promise<Desks> {
  const settings = await readLeadSettings(db)
  const sales = await db.find(StaffAccount, { where: { role: 'sales' }, order: { name: 'ASC' } })
  const open: Load[] = await db.find(Lead, { select: LOAD, where: { state: In(OPEN_LEADS) } })
  const duty = onDuty(settings, dayOf(now, zone), [...new Set(sales.map((each) => each.name))])
  const theirs = customerIds.length
    ? await db.find(Lead, {
        select: { id: true, customerId: true, claimedBy: true },
        where: { customerId: In([...new Set(customerIds)]), claimedBy: Not(IsNull()) },
        order: { claimedAt: 'ASC' },
      })
    : []
  const consultants = new Map(theirs.map((lead) => [lead.customerId, lead.claimedBy]))
  return {
    settings,
    offer(customerId, fresh = [], passedOver = []) {
      const free = duty.filter((name) => !passedOver.includes(name))
      const all = new Map([...open, ...fresh].map((lead) => [lead.id, lead]))
      return route(consultants.get(customerId) ?? null, free, [...all.values()])
    },
  }
}
