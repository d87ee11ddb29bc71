import { DateTime } from 'luxon'
import { findDays } from '../../kit/chinese/dates.js'
import { foldText } from '../../kit/chinese/fold-text.js'
import { readNumber } from '../../kit/chinese/number.js'
import { findPastDay } from '../../kit/chinese/past-day.js'

/** MM-DD, or YYYY-MM-DD when the year is named. */
export interface Birthday {
  birthday: string
  birthdayLunar: boolean
}

const two = (number: number) => String(number).padStart(2, '0')
const MONTHS: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 }
const LUNAR =
  /(?:((?:19|20)\d\d)年?)?(正|冬|腊|\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:初)?(廿[一二三四五六七八九]?|\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])/
const SOLAR = /^(?:((?:19|20)\d\d)[-./年])?(\d{1,2})[-./月](\d{1,2})[日号]?$/

/** `1985-03-12`, `3月12日`, `农历八月十五`, `lunar 8-15`; null when there is no such day. */
export function readBirthday(text: string): Birthday | null {
  const folded = foldText(text)
  const lunar = /^(?:农历|阴历|lunar)\s*/.exec(folded)?.[0]
  const rest = folded.slice(lunar?.length ?? 0).trim()
  const found = SOLAR.exec(rest) ?? LUNAR.exec(rest)
  if (!found) return null
  const [, year, inMonth = '', onDay = ''] = found
  const month = MONTHS[inMonth] ?? readNumber(inMonth)
  const day = onDay.startsWith('廿') ? 20 + (onDay.length > 1 ? readNumber(onDay.slice(1)) : 0) : readNumber(onDay)
  // A leap year, so that the 29th of February is one; lunar months have 30 days at most.
  const exists = lunar
    ? month >= 1 && month <= 12 && day >= 1 && day <= 30
    : DateTime.fromObject({ year: Number(year ?? 2000), month, day }).isValid
  return exists
    ? { birthday: `${year ? `${year}-` : ''}${two(month)}-${two(day)}`, birthdayLunar: lunar !== undefined }
    : null
}

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
