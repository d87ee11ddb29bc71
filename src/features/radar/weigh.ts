import { DateTime } from 'luxon'
import { daysBetween } from '../../kit/days.js'
import type { RadarReason, Vehicle } from '../../store/index.js'

type Car = Pick<Vehicle, 'purchaseDate' | 'registeredOn' | 'mileage' | 'warrantyUntil' | 'financedUntil'>

interface Owner {
  cars: readonly Car[]
  /** What was written down of the family. */
  family: string
  /** Questions about new cars within the last three months. */
  asked: number
}

/** A family that grows needs another car. */
const GROWS =
  /二胎|二宝|三胎|三宝|怀孕|待产|生娃|添丁|新生儿|双胞胎|结婚|新婚|老人.{0,3}(?:同住|搬来)|baby|pregnan|married|twins/i
/** A date counts so many days before it, and after it. */
const AHEAD = 90
const BEHIND = 90

/** Why an owner may soon replace a car, the weightiest first. `today` is an ISO day. */
export function reasonsFor({ cars, family, asked }: Owner, today: string): RadarReason[] {
  const day = DateTime.fromISO(today)
  const until = (iso: string | null) => (iso ? daysBetween(today, iso) : null)
  const isNear = (days: number | null): days is number => days !== null && days <= AHEAD && days >= -BEHIND
  const best = new Map<RadarReason['code'], RadarReason>()
  const add = (code: RadarReason['code'], number: number, points: number) => {
    if (points > (best.get(code)?.points ?? 0)) best.set(code, { code, number, points })
  }
  for (const { purchaseDate, registeredOn, mileage, warrantyUntil, financedUntil } of cars) {
    const since = purchaseDate ?? registeredOn
    const years = since ? Math.floor(day.diff(DateTime.fromISO(since)).as('years')) : 0
    if (years >= 4) add('age', years, Math.min(45, 20 + 8 * (years - 4)))
    if (mileage !== null && mileage >= 80_000) add('mileage', mileage, mileage >= 120_000 ? 25 : 15)
    const [warranty, financing] = [until(warrantyUntil), until(financedUntil)]
    if (isNear(warranty)) add('warranty', warranty, 20)
    if (isNear(financing)) add('financing', financing, 25)
  }
  if (cars.length && GROWS.test(family)) add('family', 1, 20)
  if (cars.length && asked) add('asked', asked, Math.min(30, 10 + 10 * asked))
  return [...best.values()].sort((one, other) => other.points - one.points)
}

export const scoreOf = (reasons: readonly RadarReason[]): number => reasons.reduce((sum, { points }) => sum + points, 0)
