import { In, IsNull, Not } from 'typeorm'
import { Customer, type Db, Lead, type Member, OPEN_LEADS } from '../../store/index.js'
import type { Esteem } from './ladder.js'

/** What the store thinks of these members, in whichever group they are: open leads, and the class of the customer. */
export async function loadEsteem(db: Db, members: readonly Member[]): Promise<(member: Member) => Esteem> {
  const customerId = In([...new Set(members.flatMap((member) => member.customerId ?? []))])
  const leads = await db.find(Lead, {
    select: { id: true, customerId: true },
    where: { customerId, state: In(OPEN_LEADS) },
  })
  const classed = await db.find(Customer, {
    select: { id: true, class: true },
    where: { id: customerId, class: Not(IsNull()) },
  })
  const withLead = new Set(leads.map((lead) => lead.customerId))
  const classOf = new Map(classed.map((customer) => [customer.id, customer.class]))
  return (member) => ({
    hasLead: withLead.has(member.customerId ?? ''),
    class: classOf.get(member.customerId ?? '') ?? null,
  })
}
