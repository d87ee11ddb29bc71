import { In } from 'typeorm'
import type { Vault } from '../kit/crypto.js'
import type { Ids } from '../kit/ids.js'
import { Customer, type Db, lock, NEW_CUSTOMER, NEW_VEHICLE, Vehicle, type Writes } from '../store/index.js'

/** By what a person is known. */
export interface Person {
  /** As it is said to people: 张先生. */
  name: string
  phone: string | null
  plate: string | null
  vin?: string | null
}

interface Deps {
  db: Db
  writes: Writes
  ids: Ids
  vault: Vault
  /** UTC ms */
  now: number
}

/**
 * Finds customers by phone, then by plate or VIN, and makes those that nobody knows: duplicates meet here. Until the transaction
 * ends no other one does so.
 */
export async function findCustomers(deps: Deps, expected: readonly Person[]) {
  const { db, writes, ids, vault, now } = deps
  await lock(db, ['customer book'])
  const print = (value: string | null) => (value ? vault.fingerprint(value) : null)
  const phones = expected.flatMap(({ phone }) => print(phone) ?? [])
  const plates = expected.flatMap(({ plate }) => print(plate) ?? [])
  const vins = expected.flatMap(({ vin }) => print(vin ?? null) ?? [])
  const cars = [
    ...(plates.length ? await db.findBy(Vehicle, { plateFingerprint: In(plates) }) : []),
    ...(vins.length ? await db.findBy(Vehicle, { vinFingerprint: In(vins) }) : []),
  ]
  const known = phones.length ? await db.findBy(Customer, { phoneFingerprint: In(phones) }) : []
  const missing = cars.map((car) => car.customerId).filter((id) => !known.some((each) => each.id === id))
  const owners = missing.length ? await db.findBy(Customer, { id: In(missing) }) : []
  const people = new Map([...known, ...owners].map((each) => [each.id, each]))
  // Whoever turned out to be somebody else goes by that one.
  for (let left = away(people); left.length; left = away(people))
    for (const each of await db.findBy(Customer, { id: In(left) })) people.set(each.id, each)
  const whole = (customer: Customer): Customer =>
    customer.mergedIntoId ? whole(people.get(customer.mergedIntoId) as Customer) : customer
  const byPhone = new Map(known.map((each) => [each.phoneFingerprint, whole(each)]))
  const fresh = new Set<Customer>()
  /** Fingerprint of a plate or a VIN → the car. */
  const carOf = new Map(
    cars.flatMap((car) =>
      [car.plateFingerprint, car.vinFingerprint].flatMap((key) => (key ? [[key, car] as const] : [])),
    ),
  )
  const ownerOf = (car: Vehicle | undefined) => car && whole(people.get(car.customerId) as Customer)

  return {
    customerIds: () => [
      ...new Set(
        [...byPhone.values(), ...[...carOf.values()].flatMap((car) => ownerOf(car) ?? [])].map(({ id }) => id),
      ),
    ],
    /** The customer, with what was not known of them before, and the car that was named. */
    meet({ name, phone, plate, vin = null }: Person) {
      const [phonePrint, platePrint, vinPrint] = [print(phone), print(plate), print(vin)]
      let car = carOf.get(platePrint ?? '') ?? carOf.get(vinPrint ?? '') ?? null
      const customer = byPhone.get(phonePrint) ?? ownerOf(car ?? undefined) ?? add(name)
      if (phone && phonePrint && customer.phone === null) {
        const columns = { phone: vault.seal(phone), phoneFingerprint: phonePrint }
        Object.assign(customer, columns)
        if (!fresh.has(customer)) writes.change(Customer, customer.id, columns)
      }
      if (phonePrint) byPhone.set(phonePrint, customer)
      const isNewCar = !car && Boolean(platePrint || vinPrint)
      if (isNewCar) {
        const sealed = { plate: plate && vault.seal(plate), vin: vin && vault.seal(vin) }
        const prints = { plateFingerprint: platePrint, vinFingerprint: vinPrint }
        const row = { ...NEW_VEHICLE, ...sealed, ...prints, id: ids(), customerId: customer.id, createdAt: now }
        car = writes.insert(Vehicle, row)
      }
      if (car && platePrint) carOf.set(platePrint, car)
      if (car && vinPrint) carOf.set(vinPrint, car)
      return { customer, car, isNew: fresh.has(customer), isNewCar }
    },
  }

  function add(displayName: string): Customer {
    const customer = writes.insert(Customer, { ...NEW_CUSTOMER, id: ids(), displayName, createdAt: now })
    fresh.add(customer)
    people.set(customer.id, customer)
    return customer
  }
}

/** Customers that others were merged into and that are not loaded yet. */
const away = (people: ReadonlyMap<string, Customer>): string[] =>
  [...people.values()].flatMap(({ mergedIntoId }) => (mergedIntoId && !people.has(mergedIntoId) ? [mergedIntoId] : []))
