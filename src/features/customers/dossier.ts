import { In } from 'typeorm'
import { groupBy } from '../../kit/group-by.js'
import {
  Customer,
  CustomerTag,
  type Db,
  Inquiry,
  Lead,
  LeadEvent,
  Member,
  MemberMark,
  Registration,
  Rsvp,
  Sanction,
  ServiceBooking,
  StaffPromise,
  Vehicle,
  VehicleFact,
  Violation,
} from '../../store/index.js'

/** All that is kept about one customer. */
export interface Dossier {
  customer: Customer
  members: Member[]
  marks: MemberMark[]
  vehicles: Vehicle[]
  facts: VehicleFact[]
  tags: CustomerTag[]
  leads: Lead[]
  leadEvents: LeadEvent[]
  inquiries: Inquiry[]
  promises: StaffPromise[]
  registrations: Registration[]
  bookings: ServiceBooking[]
  rsvps: Rsvp[]
  violations: Violation[]
  sanctions: Sanction[]
}

/** One query a table, for all of them; those who are unknown are left out. */
export async function loadDossiers(db: Db, customerIds: readonly string[]): Promise<Dossier[]> {
  if (!customerIds.length) return []
  const whose = { customerId: In(customerIds) }
  const customers = await db.findBy(Customer, { id: In(customerIds) })
  const members = await db.find(Member, { where: whose, relations: { group: true }, order: { id: 'ASC' } })
  const vehicles = await db.find(Vehicle, { where: whose, order: { id: 'ASC' } })
  const tags = await db.find(CustomerTag, { where: whose, order: { id: 'ASC' } })
  const leads = await db.find(Lead, { where: whose, order: { code: 'ASC' } })
  const registrations = await db.findBy(Registration, whose)
  const theirs = { memberId: In(members.map(({ id }) => id)) }
  const marks = await db.findBy(MemberMark, theirs)
  const facts = await db.find(VehicleFact, {
    where: { vehicleId: In(vehicles.map(({ id }) => id)) },
    order: { at: 'ASC', id: 'ASC' },
  })
  const leadEvents = await db.findBy(LeadEvent, { leadId: In(leads.map(({ id }) => id)) })
  const inquiries = await db.findBy(Inquiry, theirs)
  const promises = await db.find(StaffPromise, { where: theirs, relations: { staff: true } })
  const bookings = await db.findBy(ServiceBooking, theirs)
  const rsvps = await db.find(Rsvp, { where: theirs, relations: { activity: true } })
  const violations = await db.findBy(Violation, theirs)
  const sanctions = await db.findBy(Sanction, { violationId: In(violations.map(({ id }) => id)) })

  const [ofMember, ofVehicle, ofLead] = [customerOf(members), customerOf(vehicles), customerOf(leads)]
  const own = <T extends { customerId: string | null }>(rows: readonly T[]) =>
    byCustomer(rows, ({ customerId }) => customerId)
  const said = <T extends { memberId: string | null }>(rows: readonly T[]) =>
    byCustomer(rows, ({ memberId }) => ofMember(memberId))
  const ofViolation = customerOf(violations.map(({ id, memberId }) => ({ id, customerId: ofMember(memberId) ?? null })))
  const parts = {
    ...{ members: own(members), vehicles: own(vehicles), tags: own(tags), leads: own(leads) },
    ...{ registrations: own(registrations), marks: said(marks), inquiries: said(inquiries), promises: said(promises) },
    ...{ bookings: said(bookings), rsvps: said(rsvps), violations: said(violations) },
    facts: byCustomer(facts, ({ vehicleId }) => ofVehicle(vehicleId)),
    leadEvents: byCustomer(leadEvents, ({ leadId }) => ofLead(leadId)),
    sanctions: byCustomer(sanctions, ({ violationId }) => ofViolation(violationId)),
  }
  return customers.map((customer) => {
    const { id } = customer
    return {
      customer,
      ...{ members: parts.members(id), marks: parts.marks(id), vehicles: parts.vehicles(id), facts: parts.facts(id) },
      ...{ tags: parts.tags(id), leads: parts.leads(id), leadEvents: parts.leadEvents(id) },
      ...{ inquiries: parts.inquiries(id), promises: parts.promises(id), registrations: parts.registrations(id) },
      ...{ bookings: parts.bookings(id), rsvps: parts.rsvps(id), violations: parts.violations(id) },
      sanctions: parts.sanctions(id),
    }
  })
}

function customerOf(rows: readonly { id: string; customerId: string | null }[]) {
  const found = new Map(rows.map(({ id, customerId }) => [id, customerId]))
  return (id: string | null) => found.get(id ?? '')
}

/** The rows of each customer, in their order. */
function byCustomer<T>(rows: readonly T[], whose: (row: T) => string | null | undefined) {
  const found = groupBy(rows, whose)
  return (customerId: string) => found.get(customerId) ?? []
}
