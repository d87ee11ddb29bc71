import { daysBetween, plusMonths } from '../../kit/days.js'
import type { Customer } from '../../store/index.js'
import type { DueDate } from '../car-clock.js'
import { isBirthday } from './calendar.js'
import { JOURNEYS, type JourneyStep } from './journeys.js'

/** What a single customer is written to about, the most important first. */
export const CUSTOMER_KINDS = [
  'inspection',
  'insurance',
  'warranty',
  'service',
  'birthday',
  'delivery',
  // What can wait for the next week comes after what has its day.
  'consultant',
  ...JOURNEYS,
  'financing',
  'level',
  'silent',
] as const
export type CustomerKind = (typeof CUSTOMER_KINDS)[number]

/** A good reason to write to somebody today. */
export interface Occasion {
  kind: CustomerKind
  /** What it is about, ISO day; of a journey: when it set out; of a silence: when it began. */
  day: string
  /** Of a journey. */
  step?: JourneyStep
}

/** The key of the contact: the same occasion is spoken of once. */
export const keyOf = ({ kind, day, step }: Occasion, customerId: string): string =>
  `${kind}:${day}${step ? `+${step.day}` : ''}:${customerId}`

/** So many days before its day something may be said, first and last. */
export const BEFORE: Readonly<Record<Exclude<DueDate['kind'], 'inspection_mark'>, readonly [number, number]>> = {
  inspection: [30, 7],
  insurance: [30, 7],
  warranty: [30, 7],
  service: [14, 0],
  financing: [14, 3],
}

/** Bought on that day of an earlier year; on 29 February: kept on the 28th. */
function isAnniversary(bought: string, today: string): boolean {
  const years = Number(today.slice(0, 4)) - Number(bought.slice(0, 4))
  return years > 0 && plusMonths(bought, 12 * years) === today
}

/** What there is to say to a customer on an ISO day. */
export function occasionsOf(
  person: Pick<Customer, 'birthday' | 'birthdayLunar'>,
  cars: readonly { purchaseDate: string | null; due: readonly DueDate[] }[],
  today: string,
): Occasion[] {
  const birthday =
    person.birthday && isBirthday(person.birthday, Boolean(person.birthdayLunar), today)
      ? [{ kind: 'birthday' as const, day: today }]
      : []
  const ofCars = cars.flatMap(({ purchaseDate, due }) => [
    ...(purchaseDate && isAnniversary(purchaseDate, today) ? [{ kind: 'delivery' as const, day: today }] : []),
    ...due.flatMap((each) => {
      const kind = each.kind === 'inspection_mark' ? 'inspection' : each.kind
      const [first, last] = BEFORE[kind]
      const left = daysBetween(today, each.day)
      return left <= first && left >= last ? [{ kind, day: each.day }] : []
    }),
  ])
  return [...birthday, ...ofCars]
}
