import { In, IsNull, Not } from 'typeorm'
import { groupBy } from '../../kit/group-by.js'
import { Contact, type Db, Vehicle, VehicleFact } from '../../store/index.js'
import { dueDates } from '../car-clock.js'
import type { Looked, Morning } from './candidates.js'
import { isChange, noteChanges } from './changes.js'
import { keyOf, type Occasion, occasionsOf } from './occasions.js'
import type { CareSettings } from './settings.js'
import { silencesOf } from './silence.js'
import { journeysOf } from './travel.js'

/** What is looked at of a car. */
const OF_CARS = {
  ...{ id: true, customerId: true, purchaseDate: true, registeredOn: true, mileage: true, insuranceUntil: true },
  ...{ inspectionUntil: true, warrantyUntil: true, warrantyKm: true, financedUntil: true, usage: true },
} as const

/** Who has what to hear on an ISO day, of the kinds that are on, without what was said already. */
export async function dueFor(
  db: Db,
  settings: CareSettings,
  customers: readonly Looked[],
  { today, zone, isAwake }: Morning,
): Promise<Map<Looked, Occasion[]>> {
  const customerId = In(customers.map(({ id }) => id))
  const cars = await db.find(Vehicle, { select: OF_CARS, where: { customerId, goneAt: IsNull() } })
  const facts = groupBy(
    await db.findBy(VehicleFact, { vehicleId: In(cars.map(({ id }) => id)) }),
    ({ vehicleId }) => vehicleId,
  )
  const carsBy = groupBy(cars, (car) => car.customerId)
  const carsOf = ({ id }: Looked) =>
    (carsBy.get(id) ?? []).map((car) => ({
      purchaseDate: car.purchaseDate,
      due: dueDates(car, facts.get(car.id) ?? [], today, zone),
    }))
  const startsOf = ({ id }: Looked) => {
    const own = carsBy.get(id) ?? []
    const after_delivery = own.flatMap(({ purchaseDate }) => purchaseDate ?? [])
    const after_service = own.flatMap((car) => servicesOf(facts.get(car.id) ?? []))
    return { id, starts: { after_delivery, after_service } }
  }
  const { on } = settings
  const changes = on.some(isChange) ? await noteChanges(db, customers, today, { isAwake }) : null
  const servicesBy = customers.map((each) => ({ id: each.id, services: startsOf(each).starts.after_service }))
  const silences = on.includes('silent') ? await silencesOf(db, servicesBy, settings.silentDays, { today, zone }) : null
  const journeys = await journeysOf(db, settings, customers.map(startsOf), { today, zone })
  const due = customers.flatMap((customer) =>
    [
      ...occasionsOf(customer, carsOf(customer), today),
      ...[journeys, changes, silences].flatMap((each) => each?.get(customer.id) ?? []),
    ]
      .filter(({ kind }) => on.includes(kind))
      .map((occasion) => ({ customer, occasion, key: keyOf(occasion, customer.id) })),
  )
  const settled = await db.find(Contact, {
    select: { id: true, key: true },
    where: { key: In(due.map(({ key }) => key)), state: Not('held') },
  })
  const isSettled = new Set(settled.map(({ key }) => key))
  // Two cars may have the same day.
  const fresh = new Map(due.filter(({ key }) => !isSettled.has(key)).map((each) => [each.key, each]))
  return new Map(
    [...groupBy([...fresh.values()], ({ customer }) => customer)].map(([customer, own]) => [
      customer,
      own.map(({ occasion }) => occasion),
    ]),
  )
}

/** The days on which a car was serviced, as far as anybody said. */
const servicesOf = (facts: readonly VehicleFact[]): string[] =>
  facts.filter(({ kind, state }) => kind === 'service' && state !== 'wrong').map(({ value }) => value)
