import { In } from 'typeorm'
import { groupBy } from '../../kit/group-by.js'
import { Customer, type Db, Lead, Member, Registration, Rsvp, Vehicle, Violation } from '../../store/index.js'

/** What a customer's class is made of. */
export interface Standing {
  customer: Customer
  members: Member[]
  vehicles: Vehicle[]
  leads: Lead[]
  registrations: Registration[]
  rsvps: Rsvp[]
  violations: Violation[]
}

/** One query a table, for all of them; those who are unknown are left out. */
export async function loadStandings(db: Db, customerIds: readonly string[]): Promise<Standing[]> {
  if (!customerIds.length) return []
  const whose = { customerId: In(customerIds) }
  const customers = await db.findBy(Customer, { id: In(customerIds) })
  const members = await db.find(Member, { where: whose, relations: { group: true }, order: { id: 'ASC' } })
  const vehicles = own(await db.find(Vehicle, { where: whose, order: { id: 'ASC' } }))
  const leads = own(await db.find(Lead, { where: whose, order: { code: 'ASC' } }))
  const registrations = own(await db.findBy(Registration, whose))
  const theirs = { memberId: In(members.map(({ id }) => id)) }
  const rsvps = behind(members, await db.find(Rsvp, { where: theirs, relations: { activity: true } }), 'memberId')
  const violations = behind(members, await db.findBy(Violation, theirs), 'memberId')
  const membersOf = own(members)
  return customers.map((customer) => {
    const { id } = customer
    return {
      ...{ customer, members: membersOf(id), vehicles: vehicles(id), leads: leads(id) },
      ...{ registrations: registrations(id), rsvps: rsvps(id), violations: violations(id) },
    }
  })
}

/** The rows of each customer, in their order. */
export function own<T extends { customerId: string | null }>(rows: readonly T[]) {
  const found = groupBy(rows, ({ customerId }) => customerId)
  return (customerId: string): T[] => found.get(customerId) ?? []
}

/** The rows of each customer that hang on something of theirs: `key` holds its id. */
export function behind<K extends string, T extends Record<K, string | null>>(
  owned: readonly { id: string; customerId: string | null }[],
  rows: readonly T[],
  key: K,
) {
  const customerOf = new Map(owned.map(({ id, customerId }) => [id, customerId]))
  const found = groupBy(rows, (row) => customerOf.get(row[key] ?? ''))
  return (customerId: string): T[] => found.get(customerId) ?? []
}
