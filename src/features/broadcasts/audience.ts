import { In, IsNull } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { pieces } from '../../kit/pieces.js'
import {
  type Audience,
  Contact,
  Customer,
  CustomerTag,
  type Db,
  Lead,
  Member,
  OPEN_LEADS,
  Vehicle,
} from '../../store/index.js'
import { pastContacts } from '../contact-budget.js'
import { displayName } from '../step.js'
import type { Candidate } from './aim.js'
import { fold } from './choose-groups.js'

/** What an audience asks of a customer. */
export interface Known {
  id: string
  class: Customer['class']
  groupIds: readonly string[]
  tags: readonly string[]
  cars: readonly string[]
  /** Kinds of open leads. */
  leads: readonly Lead['kind'][]
  /** When somebody of us last got in touch, UTC ms; null: never. */
  lastContactAt: number | null
}

/** Whether a customer belongs to an audience: every condition holds, and of each condition one value is enough. */
export function isMeant(known: Known, audience: Audience, now: number): boolean {
  const { groups, tags, classes, vehicle, leads, silentDays, except } = audience
  const one = <T>(wanted: readonly T[] | undefined, has: readonly T[]) =>
    !wanted?.length || wanted.some((each) => has.includes(each))
  return (
    !except?.includes(known.id) &&
    one(groups, known.groupIds) &&
    one(tags, known.tags) &&
    one(classes, known.class ? [known.class] : []) &&
    one(leads, known.leads) &&
    (!vehicle || known.cars.some((car) => fold(car).includes(fold(vehicle)))) &&
    (!silentDays || known.lastContactAt === null || known.lastContactAt <= now - silentDays * DAY)
  )
}

const REACHABLE = { mergedIntoId: IsNull(), erasedAt: IsNull(), lostAt: IsNull() }

/** Everybody whom an audience means now, in the order in which they became known. */
export async function loadAudience(db: Db, audience: Audience, now: number): Promise<Candidate[]> {
  const customers = await db.find(Customer, {
    where: {
      ...REACHABLE,
      ...(audience.classes?.length && { class: In(audience.classes) }),
    },
    order: { id: 'ASC' },
  })
  const found: Candidate[] = []
  for (const some of pieces(customers)) found.push(...(await meantOf(db, some, audience, now)))
  return found
}

/** Some customers as they are now, without those who are none any more. */
export async function loadCandidates(db: Db, customerIds: readonly string[], now: number): Promise<Candidate[]> {
  const found: Candidate[] = []
  for (const some of pieces(customerIds))
    found.push(...(await meantOf(db, await db.findBy(Customer, { ...REACHABLE, id: In(some) }), {}, now)))
  return found
}

async function meantOf(db: Db, customers: readonly Customer[], audience: Audience, now: number): Promise<Candidate[]> {
  const customerId = In(customers.map(({ id }) => id))
  const members = await db.find(Member, {
    where: { customerId, leftAt: IsNull() },
    relations: { group: true },
    order: { id: 'ASC' },
  })
  const tags = await db.findBy(CustomerTag, { customerId })
  const cars = await db.findBy(Vehicle, { customerId, goneAt: IsNull() })
  const leads = await db.findBy(Lead, { customerId })
  const contacts: { customerId: string; at: number | string }[] = await db
    .createQueryBuilder(Contact, 'contact')
    .select('contact.customerId', 'customerId')
    .addSelect('MAX(contact.at)', 'at')
    .where({ customerId, state: In(['sent', 'asked']) })
    .groupBy('contact.customerId')
    .getRawMany()
  const past = await pastContacts(
    db,
    customers.map(({ id }) => id),
    now,
  )
  return customers.flatMap((customer) => {
    const own = <T extends { customerId: string | null }>(rows: readonly T[]) =>
      rows.filter((row) => row.customerId === customer.id)
    const touched = [
      ...own(contacts).map(({ at }) => Number(at)),
      ...own(leads).flatMap((lead) => lead.lastContactAt ?? []),
    ]
    const mine = own(members)
    if (mine.some(({ staff }) => staff)) return []
    const known: Known = {
      id: customer.id,
      class: customer.class,
      groupIds: mine.map(({ groupId }) => groupId),
      tags: own(tags).map(({ tag }) => tag),
      cars: own(cars).map(({ brand, model }) => `${brand ?? ''}${model ?? ''}`),
      leads: own(leads)
        .filter(({ state }) => OPEN_LEADS.includes(state))
        .map(({ kind }) => kind),
      lastContactAt: touched.length ? Math.max(...touched) : null,
    }
    if (!isMeant(known, audience, now)) return []
    const inGroup = mine.find(({ group }) => group?.kind === 'owners')
    return [
      {
        customer,
        name: inGroup ? displayName(inGroup) : customer.displayName,
        car: own(cars).find(({ model }) => model)?.model ?? '',
        room: mine.find(({ group }) => group?.kind === 'private')?.group ?? null,
        past: past.get(customer.id) ?? [],
      },
    ]
  })
}
