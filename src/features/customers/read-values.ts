import { DateTime } from 'luxon'
import { findDays } from '../../kit/chinese/dates.js'
import { foldText } from '../../kit/chinese/fold-text.js'
import { readNumber } from '../../kit/chinese/number.js'
import { findPastDay } from '../../kit/chinese/past-day.js'

const FULL = /((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})?)?/

/** An ISO day, past or to come; a month alone ends with its last day. */
export function readDay(text: string, now: number, zone: string): string | null {
  const [, year, month, day] = FULL.exec(foldText(text)) ?? []
  if (!year) return findDays(foldText(text), now, zone)[0]?.day ?? null
  const first = DateTime.fromObject({ year: Number(year), month: Number(month), day: Number(day ?? 1) }, { zone })
  return first.isValid ? (day ? first : first.endOf('month')).toISODate() : null
}

export const readPast = (text: string, now: number, zone: string): string | null => findPastDay(text, now, zone)

const KM = /^(\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3})\s*(万)?\s*(?:多|左右)?\s*(?:公里|千米|km)?$/i
const MOST_KM = 2_000_000

/** km: `32000`, `3.2万`, `三万公里`. */
export function readKm(text: string): number | null {
  const [, amount = '', many] = KM.exec(foldText(text.trim())) ?? []
  const number = /^[\d.]+$/.test(amount) ? Number(amount) : readNumber(amount)
  const km = Math.round(number * (many ? 10_000 : 1))
  return amount && km > 0 && km <= MOST_KM ? km : null
}
