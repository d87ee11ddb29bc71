import { In, IsNull } from 'typeorm'
import { pieces } from '../../../kit/pieces.js'
import { Customer, CustomerTag, type Db, Lead, OPEN_LEADS, type StaffAccount, Vehicle } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { isTheirs } from '../open-phone.js'
import type { Exported, ExportFilter } from './command.js'
import type { Exportable } from './rows.js'

/** Whom an export holds, in the order in which they became known: of one's own customers, or of all by `customers.phone`. */
export async function loadExport(
  db: Db,
  staff: StaffAccount,
  what: Exported,
  filter: ExportFilter,
): Promise<Exportable[]> {
  const seesAll = may(staff, 'customers.phone')
  const customers = await db.find(Customer, {
    where: {
      mergedIntoId: IsNull(),
      erasedAt: IsNull(),
      ...(filter.classes.length && { class: In(filter.classes) }),
    },
    order: { id: 'ASC' },
  })
  const found: Exportable[] = []
  for (const some of pieces(customers)) {
    const customerId = In(some.map(({ id }) => id))
    const tags = await db.find(CustomerTag, { where: { customerId }, order: { id: 'ASC' } })
    const cars = await db.find(Vehicle, { where: { customerId, goneAt: IsNull() }, order: { id: 'ASC' } })
    const leads = await db.find(Lead, { where: { customerId }, order: { code: 'ASC' } })
    for (const customer of some) {
      const own = <T extends { customerId: string }>(rows: T[]) => rows.filter((row) => row.customerId === customer.id)
      const person = { customer, cars: own(cars), leads: own(leads), tags: own(tags) }
      if (!seesAll && !isTheirs(staff, person)) continue
      const kept = keep(person, what, filter)
      if (kept) found.push(kept)
    }
  }
  return found
}

/** A customer with the leads that fit; null when nothing of them does. */
export function keep(person: Exportable, what: Exported, filter: ExportFilter): Exportable | null {
  const { tag, model, owner } = filter
  if (tag && !person.tags.some((each) => each.tag === tag)) return null
  if (model && !person.cars.some((car) => fold(`${car.brand ?? ''}${car.model ?? ''}`).includes(fold(model))))
    return null
  if (what === 'customers') return owner && person.customer.owner !== owner ? null : person
  const leads = person.leads.filter(
    (lead) =>
      (!filter.levels.length || filter.levels.includes(lead.level)) &&
      (!filter.state || (filter.state === 'open' ? OPEN_LEADS : [filter.state]).includes(lead.state as never)) &&
      (!owner || lead.claimedBy === owner),
  )
  return leads.length ? { ...person, leads } : null
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')
