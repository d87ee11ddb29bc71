import { DAY } from '../kit/clock.js'
import { daysBetween, plusDays, plusMonths } from '../kit/days.js'
import { dayOf, startOf } from '../kit/zone.js'
import type { Vehicle, VehicleFact } from '../store/index.js'

/** Something that a car has to have done, or that ends; `basis` says what the day is reckoned from. */
export interface DueDate {
  kind: 'service' | 'inspection' | 'inspection_mark' | 'insurance' | 'warranty' | 'financing'
  /** ISO day */
  day: string
  basis: 'entered' | 'said' | 'registration' | 'last_service' | 'mileage'
}

type Car = Pick<
  Vehicle,
  | 'purchaseDate'
  | 'registeredOn'
  | 'mileage'
  | 'insuranceUntil'
  | 'inspectionUntil'
  | 'warrantyUntil'
  | 'warrantyKm'
  | 'financedUntil'
  | 'usage'
>
type Fact = Pick<VehicleFact, 'kind' | 'value' | 'at' | 'state'>

const SERVICE_KM = 10_000
export const SERVICE_MONTHS = 12
const HALF_YEAR = 183
/** Less than this says nothing of how much somebody drives. */
const FEWEST_DAYS = 30
/** A distance that takes longer than a car lasts, as after a mileage with digits missing, is never reached. */
const MOST_DAYS = 50 * 365

/**
 * When a family car of at most nine seats is next to be inspected: in the 2nd, 4th and 8th year only the mark is applied
 * for, in the 6th and 10th it is tested, from then on yearly (rules of 1 October 2022). A commercial passenger car is
 * tested yearly, after five years every six months.
 */
export function nextInspection(
  registeredOn: string,
  today: string,
  usage: Vehicle['usage'] = 'private',
): { day: string; kind: 'inspection' | 'inspection_mark' } {
  const isCommercial = usage === 'commercial'
  // Half a year before now at the latest, since months differ in length.
  const halves = Math.max(1, Math.floor(daysBetween(registeredOn, today) / HALF_YEAR) - 1)
  for (let months = 6 * halves; ; months += 6) {
    const years = months / 12
    const due = isCommercial
      ? years > 5 || Number.isInteger(years)
      : Number.isInteger(years) && (years > 10 || years % 2 === 0)
    const day = due && plusMonths(registeredOn, months)
    if (!day || day < today) continue
    return { day, kind: isCommercial || years >= 10 || years === 6 ? 'inspection' : 'inspection_mark' }
  }
}

/** km a day, by the mileages that were told, or since the car was bought; null when too little is known. */
export function dailyKm(
  car: Car,
  facts: readonly Fact[],
  zone: string,
): { perDay: number; km: number; at: number } | null {
  const told = facts
    .filter(({ kind, state }) => kind === 'mileage' && state !== 'wrong')
    .sort((one, other) => one.at - other.at)
  const last = told.at(-1)
  if (!last) return null
  const bought = car.purchaseDate ?? car.registeredOn
  const start = bought ? { at: startOf(bought, zone), value: '0' } : told[0]
  const days = (last.at - (start?.at ?? last.at)) / DAY
  const km = Number(last.value)
  const driven = km - Number(start?.value)
  return days >= FEWEST_DAYS && driven > 0 ? { perDay: driven / days, km, at: last.at } : null
}

/** What comes next for a car from an ISO day on, soonest first; what is over and was not renewed is in it too. */
export function dueDates(car: Car, facts: readonly Fact[], today: string, zone: string): DueDate[] {
  const standing = facts.filter(({ state }) => state !== 'wrong')
  const basisOf = (kind: Fact['kind'], value: string): DueDate['basis'] =>
    standing.some((fact) => fact.kind === kind && fact.value === value && fact.state === 'said') ? 'said' : 'entered'
  const entered = (kind: 'insurance' | 'warranty' | 'financing', day: string | null): DueDate[] =>
    day ? [{ kind, day, basis: basisOf(kind, day) }] : []
  const due = [
    ...entered('insurance', car.insuranceUntil),
    ...entered('financing', car.financedUntil),
    ...entered('warranty', car.warrantyUntil),
  ]
  const registered = car.registeredOn ?? car.purchaseDate
  if (car.inspectionUntil)
    due.push({
      kind: 'inspection',
      day: car.inspectionUntil,
      basis: basisOf('inspection', car.inspectionUntil),
    })
  else if (registered) due.push({ ...nextInspection(registered, today, car.usage), basis: 'registration' })

  const pace = dailyKm(car, standing, zone)
  const byKm = (km: number) => {
    if (!pace) return null
    const days = Math.round((km - pace.km) / pace.perDay)
    return days < MOST_DAYS ? plusDays(dayOf(pace.at, zone), days) : null
  }
  const lastService = standing
    .filter(({ kind }) => kind === 'service')
    .map(({ value }) => value)
    .sort()
    .at(-1)
  const byTime = lastService && plusMonths(lastService, SERVICE_MONTHS)
  const byDistance = pace && byKm((Math.floor(pace.km / SERVICE_KM) + 1) * SERVICE_KM)
  if (byDistance && (!byTime || byDistance < byTime)) due.push({ kind: 'service', day: byDistance, basis: 'mileage' })
  else if (byTime) due.push({ kind: 'service', day: byTime, basis: 'last_service' })

  const warrantyByKm = car.warrantyKm && pace && pace.km < car.warrantyKm ? byKm(car.warrantyKm) : null
  if (warrantyByKm && (!car.warrantyUntil || warrantyByKm < car.warrantyUntil))
    due.push({ kind: 'warranty', day: warrantyByKm, basis: 'mileage' })
  return due.sort((one, other) => one.day.localeCompare(other.day))
}
