import { In } from 'typeorm'
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

  return customers.map((customer) => {
    const own = <T extends { customerId: string | null }>(rows: T[]) =>
      rows.filter((row) => row.customerId === customer.id)
    const mine = own(members)
    const said = <T extends { memberId: string | null }>(rows: T[]) =>
      rows.filter((row) => mine.some(({ id }) => id === row.memberId))
    const [cars, wishes, broken] = [own(vehicles), own(leads), said(violations)]
    return {
      customer,
      members: mine,
      marks: said(marks),
      vehicles: cars,
      facts: facts.filter((fact) => cars.some(({ id }) => id === fact.vehicleId)),
      tags: own(tags),
      leads: wishes,
      leadEvents: leadEvents.filter((event) => wishes.some(({ id }) => id === event.leadId)),
      inquiries: said(inquiries),
      promises: said(promises),
      registrations: own(registrations),
      bookings: said(bookings),
      rsvps: said(rsvps),
      violations: broken,
      sanctions: sanctions.filter((sanction) => broken.some(({ id }) => id === sanction.violationId)),
    }
  })
}
