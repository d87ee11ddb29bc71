import { DateTime } from 'luxon'
import { foldText } from './fold-text.js'
import { readNumber } from './number.js'

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
