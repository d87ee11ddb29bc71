import { In, IsNull } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import type { Ids } from '../../kit/ids.js'
import {
  Customer,
  type Db,
  type Field,
  lock,
  Member,
  NEW_VEHICLE,
  Registration,
  Vehicle,
  type Writes,
} from '../../store/index.js'
import { phoneLeft } from '../phone-left.js'
import { displayName } from '../step.js'
import { FIELDS, WANTED } from './fields.js'

/** A customer with the registration, if one was begun, and the car that it speaks of. */
export interface File {
  /** As the groups know the customer. */
  name: string
  customer: Customer
  registration: Registration | null
  vehicle: Vehicle | null
}

/** What it takes to write into a file; the rows are written when `writes` is flushed. */
export interface Pen {
  writes: Writes
  vault: Vault
  ids: Ids
  dealer: Dealer
  /** UTC ms */
  now: number
  /** Whoever gives the answers may be somebody else. */
  doubtful?: boolean
}

/** Customer → file. Until the transaction ends nobody else writes into these. */
export async function openFiles(db: Db, customerIds: readonly string[], fresh: readonly Customer[] = []) {
  const wanted = [...new Set(customerIds)]
  const customerId = In(wanted)
  await lock(
    db,
    wanted.map((id) => `registration ${id}`),
  )
  const customers = [
    ...(await db.findBy(Customer, { id: customerId })),
    ...fresh.filter(({ id }) => wanted.includes(id)),
  ]
  const registrations = await db.findBy(Registration, { customerId })
  const vehicles = await db.find(Vehicle, { where: { customerId }, order: { createdAt: 'ASC', id: 'ASC' } })
  const members = await db.find(Member, {
    where: { customerId, leftAt: IsNull(), group: { kind: 'owners' } },
    order: { joinedAt: 'DESC', id: 'ASC' },
  })
  return new Map(
    customers.map((customer): [string, File] => [
      customer.id,
      {
        name: nameOf(customer, members),
        customer,
        registration: registrations.find((each) => each.customerId === customer.id) ?? null,
        vehicle: vehicles.find((each) => each.customerId === customer.id) ?? null,
      },
    ]),
  )
}

function nameOf({ id, displayName: fallback }: Customer, members: readonly Member[]): string {
  const member = members.find((each) => each.customerId === id)
  return member ? displayName(member) : fallback
}

/** The registration of a file, begun or taken up again where it was given up. */
export function begin(file: File, { writes, ids, now }: Pen): Registration {
  if (file.registration) {
    if (file.registration.state === 'cancelled') note(file.registration, { state: 'open', startedAt: now }, writes)
    return file.registration
  }
  file.registration = writes.insert(Registration, {
    id: ids(),
    customerId: file.customer.id,
    state: 'open',
    question: null,
    askedAt: null,
    answers: {},
    consentAt: null,
    consentVersion: null,
    consentWay: null,
    need: null,
    startedAt: now,
    doneAt: null,
  })
  return file.registration
}

export function note(registration: Registration, changes: Partial<Registration>, writes: Writes): void {
  writes.update(Registration, Object.assign(registration, changes))
}

/** What the file holds of a field, readable. */
export function readValue({ customer, registration, vehicle }: File, field: Field, vault: Vault): string | null {
  const opened = (sealed: string | null | undefined) => (sealed ? vault.open(sealed) : null)
  if (field === 'name') return opened(customer.realName)
  if (field === 'phone') return opened(customer.phone)
  if (field === 'plate') return opened(vehicle?.plate)
  if (field === 'need') return opened(registration?.need)
  return (field === 'model' ? vehicle?.model : vehicle?.purchaseDate) ?? null
}

const holds = ({ customer, registration, vehicle }: File, field: Field): boolean =>
  Boolean(
    {
      name: customer.realName,
      phone: customer.phone,
      model: vehicle?.model,
      plate: vehicle?.plate,
      bought: vehicle?.purchaseDate,
      need: registration?.need,
    }[field],
  )

export const held = (file: File): Field[] => FIELDS.filter((field) => holds(file, field))
/** What customer service would still like to know. */
export const missing = (file: File): Field[] => WANTED.filter((field) => !holds(file, field))
/** What the customer was not asked yet. */
export const unasked = (file: File): Field | null =>
  FIELDS.find((field) => !holds(file, field) && !file.registration?.answers[field]) ?? null

/** Writes down one answer, as `readField` spells it; sealed, where it is personal. The file has a registration. */
export function keep(file: File, field: Field, value: string, pen: Pen): void {
  const { vault, writes } = pen
  const sealed = vault.seal(value)
  const print = vault.fingerprint(value)
  if (field === 'name') change(file.customer, { realName: sealed, realNameFingerprint: print }, writes)
  if (field === 'phone') {
    change(file.customer, { phone: sealed, phoneFingerprint: print }, writes)
    phoneLeft(pen, { customerId: file.customer.id, how: pen.doubtful ? 'doubtful' : 'registered' }, print)
  }
  if (field === 'model') keepVehicle(file, { model: value, ...brandOf(value, pen.dealer) }, pen)
  if (field === 'plate') keepVehicle(file, { plate: sealed, plateFingerprint: print }, pen)
  if (field === 'bought') keepVehicle(file, { purchaseDate: value }, pen)
  const { registration } = file
  if (!registration) return
  const answers = { ...registration.answers, [field]: 'given' as const }
  note(registration, { answers, ...(field === 'need' && { need: sealed }) }, writes)
}

/** Takes back all that was given, and the consent. */
export function erase(file: File, { writes }: Pen): void {
  const { customer, registration, vehicle } = file
  if (!registration) return
  const given = (field: Field) => registration.answers[field] === 'given'
  if (given('name')) change(customer, { realName: null, realNameFingerprint: null }, writes)
  if (given('phone')) change(customer, { phone: null, phoneFingerprint: null }, writes)
  if (vehicle) {
    if (given('model')) Object.assign(vehicle, { model: null, brand: null })
    if (given('plate')) Object.assign(vehicle, { plate: null, plateFingerprint: null })
    if (given('bought')) vehicle.purchaseDate = null
    writes.update(Vehicle, vehicle)
  }
  const nothing = { question: null, answers: {}, need: null, doneAt: null }
  note(
    registration,
    { ...nothing, state: 'cancelled', consentAt: null, consentVersion: null, consentWay: null },
    writes,
  )
}

/** Other steps may hold the row too: only these columns are written. */
function change(customer: Customer, columns: Partial<Customer>, writes: Writes): void {
  writes.change(Customer, customer.id, columns)
  Object.assign(customer, columns)
}

const brandOf = (model: string, { brand }: Dealer) => (model.includes(brand) ? { brand } : {})

function keepVehicle(file: File, columns: Partial<Vehicle>, { writes, ids, now }: Pen): void {
  file.vehicle ??= writes.insert(Vehicle, {
    ...NEW_VEHICLE,
    id: ids(),
    customerId: file.customer.id,
    createdAt: now,
  })
  writes.update(Vehicle, Object.assign(file.vehicle, columns))
}
