import { DateTime } from 'luxon'
import type { Vehicle, VehicleFact } from '../../store/index.js'
import { nextInspection } from '../car-clock.js'
import type { CarTalk } from './read-car-talk.js'

/** What a sentence changes in the record: a fact, and the column of the car where it is newer than what stands there. */
export interface Learnt {
  fact: Pick<VehicleFact, 'kind' | 'value'>
  columns: Partial<Pick<Vehicle, 'mileage' | 'purchaseDate' | 'insuranceUntil' | 'inspectionUntil'>>
}

type Known = Pick<VehicleFact, 'kind' | 'value' | 'state'>

/** A test may be passed so long before it is due. */
const EARLY = { days: 90 }

/**
 * Joins what a member said to their car. Null when it says nothing new, or does not fit: less mileage than was confirmed,
 * an inspection of a car whose age is unknown. What a colleague or the member confirmed is not overwritten by talk, except
 * by a later day.
 */
export function joinCar(car: Vehicle, known: readonly Known[], { kind, value }: CarTalk): Learnt | null {
  const learnt = read(car, kind, value)
  if (!learnt) return null
  const { fact } = learnt
  const same = known.some((each) => each.kind === fact.kind && each.value === fact.value && each.state !== 'wrong')
  return same ? null : learnt
}

function read(car: Vehicle, kind: CarTalk['kind'], value: string): Learnt | null {
  if (kind === 'mileage') {
    const km = Number(value)
    return km > (car.mileage ?? 0) ? { fact: { kind, value }, columns: { mileage: km } } : null
  }
  if (kind === 'serviced') return { fact: { kind: 'service', value }, columns: {} }
  if (kind === 'bought') {
    return car.purchaseDate ? null : { fact: { kind: 'purchase', value }, columns: { purchaseDate: value } }
  }
  if (kind === 'inspected') {
    const registered = car.registeredOn ?? car.purchaseDate
    if (!registered) return null
    const after = DateTime.fromISO(value).plus(EARLY).toISODate() as string
    const until = nextInspection(registered, after, car.usage).day
    return later('inspection', 'inspectionUntil', until, car.inspectionUntil)
  }
  const until = kind === 'insured' ? (DateTime.fromISO(value).plus({ years: 1 }).toISODate() as string) : value
  return later('insurance', 'insuranceUntil', until, car.insuranceUntil)
}

const later = (
  kind: 'inspection' | 'insurance',
  column: 'inspectionUntil' | 'insuranceUntil',
  until: string,
  known: string | null,
): Learnt | null => (known && known >= until ? null : { fact: { kind, value: until }, columns: { [column]: until } })
