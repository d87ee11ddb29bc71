import { DAY } from './clock.js'

/**
 * ISO days (`2026-09-19`) reckoned on the calendar alone, without a time zone. Sweeps do this for every car each morning,
 * where a Luxon object for each step took most of the time.
 */
const parts = (day: string): [year: number, month: number, date: number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)) - 1,
  Number(day.slice(8, 10)),
]
const two = (part: number) => (part < 10 ? `0${part}` : part)
/** The day of an instant in UTC. */
export function isoOf(millis: number): string {
  const day = new Date(millis)
  const year = day.getUTCFullYear()
  // What lies beyond the calendar is an error, as it is for Date.
  if (!(year >= 1_000 && year <= 9_999)) return day.toISOString().slice(0, 10)
  return `${year}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`
}

/** Whole days from one to the other, negative when `to` is before `from`. */
export const daysBetween = (from: string, to: string): number =>
  (Date.UTC(...parts(to)) - Date.UTC(...parts(from))) / DAY

/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(Date.UTC(...parts(day))).getUTCDay() || 7

export const plusDays = (day: string, days: number): string => isoOf(Date.UTC(...parts(day)) + days * DAY)

/** The 31st becomes the last day of a month that has none. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = parts(day)
  const last = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate()
  return isoOf(Date.UTC(year, month + months, Math.min(date, last)))
}
