import chineseDays from 'chinese-days'
import { type Lunar, LunarMonth, Solar } from 'lunar-typescript'
import { plusDays } from '../../kit/days.js'

export type Festival = 'new_year' | 'spring' | 'lantern' | 'labour' | 'dragon_boat' | 'mid_autumn' | 'national'

const BY_SUN: Readonly<Record<string, Festival>> = { '01-01': 'new_year', '05-01': 'labour', '10-01': 'national' }
const BY_MOON: Readonly<Record<string, Festival>> = {
  '01-01': 'spring',
  '01-15': 'lantern',
  '05-05': 'dragon_boat',
  '08-15': 'mid_autumn',
}
/** From so many official days off in a row people drive far. */
const LONG = 3

const two = (number: number) => String(number).padStart(2, '0')

/** The lunar date of an ISO day; the month of a leap month is negative, as the library has it. */
function lunarOf(day: string): { year: number; month: number; date: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const lunar: Lunar = Solar.fromYmd(year, month, date).getLunar()
  return { year: lunar.getYear(), month: lunar.getMonth(), date: lunar.getDay() }
}

/**
 * The birthdays (MM-DD) that are kept on an ISO day, once a year. 29 February is kept on the 28th when there is none, and
 * the lunar 30th on the 29th of a short month; nobody has a second birthday in a leap month.
 */
export function birthdaysOn(day: string, isLunar: boolean): string[] {
  if (!isLunar) return day.endsWith('02-28') && plusDays(day, 1).endsWith('03-01') ? ['02-28', '02-29'] : [day.slice(5)]
  const { year, month, date } = lunarOf(day)
  if (month < 0) return []
  const isLast = date === 29 && LunarMonth.fromYm(year, month)?.getDayCount() === 29
  return [date, ...(isLast ? [30] : [])].map((each) => `${two(month)}-${two(each)}`)
}

/** Whether a birthday (MM-DD or YYYY-MM-DD) is kept on an ISO day. */
export const isBirthday = (birthday: string, isLunar: boolean, day: string): boolean =>
  birthdaysOn(day, isLunar).includes(birthday.slice(-5))

/** The festival of an ISO day; where two meet, that of the moon. */
export function festivalOn(day: string): Festival | null {
  const { month, date } = lunarOf(day)
  return (month > 0 && BY_MOON[`${two(month)}-${two(date)}`]) || BY_SUN[day.slice(5)] || null
}

/** How many days off (official, with the weekends that belong to them) begin on the morrow; 0: none, or too few to go far. */
export function longHolidayAfter(day: string): number {
  // Only what the state has announced: a plain weekend is no holiday.
  const isOff = (each: string) => chineseDays.isHoliday(each)
  if (isOff(day)) return 0
  let days = 0
  let isOfficial = false
  for (let next = plusDays(day, 1); isOff(next); next = plusDays(next, 1)) {
    days += 1
    isOfficial ||= chineseDays.getDayDetail(next).name.includes(',')
  }
  return isOfficial && days >= LONG ? days : 0
}

/** The year, of its own calendar, in which a birthday on an ISO day is kept. */
export const birthdayYear = (isLunar: boolean, day: string): number =>
  isLunar ? lunarOf(day).year : Number(day.slice(0, 4))
