import { plusDays, plusMonths } from '../../kit/days.js'
import { Vehicle, VehicleFact } from '../../store/index.js'
import { SERVICE_MONTHS } from '../car-clock.js'
import type { Sql } from './candidates.js'
import { startsFor, stepsOf } from './journeys.js'
import { BEFORE } from './occasions.js'
import type { CareSettings } from './settings.js'

type Days = readonly [first: string, last: string]

/** The days about which something may be said today. */
function daysFor(kind: keyof typeof BEFORE, today: string): Days {
  const [first, last] = BEFORE[kind]
  return [plusDays(today, last), plusDays(today, first)]
}

/** Whose cars may have an occasion on an ISO day: conditions on `customer`. */
export function dueCars(sql: Sql, { on, journeys }: CareSettings, today: string): string[] {
  const { between, isNew } = sql
  const isNewOf = (kind: string, day: string) => isNew(kind, day, 'car."customerId"')
  const until = (kind: keyof typeof BEFORE, column: string) =>
    on.includes(kind) ? [`(${between(column, daysFor(kind, today))} AND ${isNewOf(kind, column)})`] : []
  /** Comes again each year in its month, some of it in any month. */
  const yearly = (kind: 'inspection' | 'delivery', column: string, days: Days, inAny = 'FALSE') =>
    (on.includes(kind) ? monthsOf(days) : []).map(({ month, dates }) => {
      const inMonth = `(substr(${column}, 6, 2) = ${sql.bind(month.slice(5))} OR ${inAny})`
      const onDate = between(`substr(${column}, 9)`, dates)
      return `(${inMonth} AND ${onDate} AND ${isNewOf(kind, `${sql.bind(month)} || substr(${column}, 8)`)})`
    })
  const underWay = (kind: 'after_delivery' | 'after_service', column: string) =>
    (on.includes(kind) ? stepsOf(journeys, kind) : []).map((step) => {
      const isDue = between(column, startsFor(step, today))
      return `(${isDue} AND ${isNewOf(kind, `${column} || '+${step.day}'`)})`
    })
  const cars = [
    ...until('insurance', 'car."insuranceUntil"'),
    ...until('warranty', 'car."warrantyUntil"'),
    ...until('financing', 'car."financedUntil"'),
    ...until('inspection', 'car."inspectionUntil"'),
    ...yearly('inspection', REGISTERED, daysFor('inspection', today), `car.usage = 'commercial'`),
    ...yearly('delivery', 'car."purchaseDate"', [today, today]),
    ...underWay('after_delivery', 'car."purchaseDate"'),
  ]
  const ofCars = `SELECT car."customerId" FROM ${sql.table(Vehicle)} AS car WHERE car."goneAt" IS NULL AND ${sql.any(cars)}`
  const services = [
    ...(on.includes('service') ? [between('fact.value', servicedOn(today))] : []),
    ...underWay('after_service', 'fact.value'),
  ]
  const isTold = on.includes('service') || on.includes('warranty') ? [`fact.kind = 'mileage'`] : []
  const facts = [...isTold, ...services.map((each) => `(fact.kind = 'service' AND ${each})`)]
  const ofFacts = `SELECT car."customerId" FROM ${sql.table(VehicleFact)} AS fact
    JOIN ${sql.table(Vehicle)} AS car ON car.id = fact."vehicleId"
    WHERE car."goneAt" IS NULL AND fact.state <> 'wrong' AND ${sql.any(facts)}`
  return [
    ...(cars.length ? [`customer.id IN (${ofCars})`] : []),
    ...(facts.length ? [`customer.id IN (${ofFacts})`] : []),
  ]
}

/** Where it is not known until when a car is inspected, it is reckoned from this day. */
const REGISTERED = `CASE WHEN car."inspectionUntil" IS NULL THEN COALESCE(car."registeredOn", car."purchaseDate") END`

/** On which days a car was serviced that is due again now; the year after 29 February is over on the 28th. */
function servicedOn(today: string): Days {
  const [first, last] = daysFor('service', today)
  return [plusMonths(first, -SERVICE_MONTHS), plusDays(plusMonths(last, -SERVICE_MONTHS), 1)]
}

/** Days by their months, with dates of each; the last day of a month stands for those that it does not have. */
function monthsOf([first, last]: Days): { month: string; dates: readonly [first: string, last: string] }[] {
  const month = first.slice(0, 7)
  const next = plusMonths(`${month}-01`, 1)
  return last >= plusDays(next, -1)
    ? [{ month, dates: [first.slice(8), '31'] }, ...(last >= next ? monthsOf([next, last]) : [])]
    : [{ month, dates: [first.slice(8), last.slice(8)] }]
}
