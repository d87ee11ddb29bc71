import { In } from 'typeorm'
import {
  CustomerTag,
  type Db,
  Inquiry,
  LeadEvent,
  MemberMark,
  Sanction,
  ServiceBooking,
  StaffPromise,
  VehicleFact,
} from '../../store/index.js'
import { behind, loadStandings, own, type Standing } from './standing.js'

/** All that is kept about one customer. */
export interface Dossier extends Standing {
  marks: MemberMark[]
  facts: VehicleFact[]
  tags: CustomerTag[]
  leadEvents: LeadEvent[]
  inquiries: Inquiry[]
  promises: StaffPromise[]
  bookings: ServiceBooking[]
  sanctions: Sanction[]
}

/** One query a table, for all of them; those who are unknown are left out. */
export async function loadDossiers(db: Db, customerIds: readonly string[]): Promise<Dossier[]> {
  const standings = await loadStandings(db, customerIds)
  if (!standings.length) return []
  const members = standings.flatMap((each) => each.members)
  const vehicles = standings.flatMap((each) => each.vehicles)
  const leads = standings.flatMap((each) => each.leads)
  const violations = standings.flatMap(({ customer, violations }) =>
    violations.map(({ id }) => ({ id, customerId: customer.id })),
  )
  const idsOf = (rows: readonly { id: string }[]) => In(rows.map(({ id }) => id))
  const theirs = { memberId: idsOf(members) }
  const said = <T extends { memberId: string | null }>(rows: readonly T[]) => behind(members, rows, 'memberId')

  const tags = own(await db.find(CustomerTag, { where: { customerId: In(customerIds) }, order: { id: 'ASC' } }))
  const marks = said(await db.findBy(MemberMark, theirs))
  const inquiries = said(await db.findBy(Inquiry, theirs))
  const promises = said(await db.find(StaffPromise, { where: theirs, relations: { staff: true } }))
  const bookings = said(await db.findBy(ServiceBooking, theirs))
  const ofCars = { where: { vehicleId: idsOf(vehicles) }, order: { at: 'ASC', id: 'ASC' } } as const
  const facts = behind(vehicles, await db.find(VehicleFact, ofCars), 'vehicleId')
  const leadEvents = behind(leads, await db.findBy(LeadEvent, { leadId: idsOf(leads) }), 'leadId')
  const sanctions = behind(violations, await db.findBy(Sanction, { violationId: idsOf(violations) }), 'violationId')
  return standings.map((standing) => {
    const { id } = standing.customer
    return {
      ...standing,
      ...{ tags: tags(id), marks: marks(id), inquiries: inquiries(id), promises: promises(id), bookings: bookings(id) },
      ...{ facts: facts(id), leadEvents: leadEvents(id), sanctions: sanctions(id) },
    }
  })
}
