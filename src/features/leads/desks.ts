import { In, IsNull, Not } from 'typeorm'
import { dayOf } from '../../kit/zone.js'
import { type Db, Lead, StaffAccount } from '../../store/index.js'
import { onDuty, readRoster } from './duty/index.js'
import { route } from './route.js'

export const OPEN: Lead['state'][] = ['new', 'claimed', 'handled']

/**
 * Who sells and is on duty now, who has how much to do, and whose customers `customerIds` are. Answers to whom a new lead
 * is offered; `passedOver` had their chance.
 */
export async function loadDesks(db: Db, now: number, zone: string, customerIds: readonly string[]) {
  const sales = await db.find(StaffAccount, { where: { role: 'sales' }, order: { name: 'ASC' } })
  const names = [...new Set(sales.map((each) => each.name))]
  const open = await db.findBy(Lead, { state: In(OPEN) })
  const duty = onDuty(await readRoster(db), dayOf(now, zone), names)
  const theirs = customerIds.length
    ? await db.find(Lead, {
        where: { customerId: In([...new Set(customerIds)]), claimedBy: Not(IsNull()) },
        order: { claimedAt: 'ASC' },
      })
    : []
  const consultants = new Map(theirs.map((lead) => [lead.customerId, lead.claimedBy]))
  return (customerId: string, fresh: readonly Lead[] = [], passedOver: readonly string[] = []): string | null => {
    const free = duty.filter((name) => !passedOver.includes(name))
    const all = new Map([...open, ...fresh].map((lead) => [lead.id, lead]))
    return route(consultants.get(customerId) ?? null, free, [...all.values()])
  }
}
