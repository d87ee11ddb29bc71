import { DateTime } from 'luxon'
import { foldText } from './fold-text.js'
import { readNumber } from './number.js'

const YEARS: Record<string, number> = { 今年: 0, 去年: 1, 前年: 2 }
const DAYS: Record<string, number> = { 今天: 0, 昨天: 1, 前天: 2 }
const N = '(\\d{1,2}|[一二三四五六七八九十]{1,3})'
/** 2024年3月12日, 2024-03-12, 2024.3, 24年3月, 去年五月, 3月12号 */
const DATE = new RegExp(
  `(?:((?:19|20)\\d{2}|\\d{2}(?=年)|今年|去年|前年)\\s*[年./-]?\\s*)?${N}\\s*(?:月份?|[./-]|(?<=\\d{4}[./-]\\d{1,2})(?![\\d./-]))\\s*(?:${N}\\s*[日号]?)?`,
)
const COMPACT = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})?(?!\d)/
const EARLIEST = 1980

/**
 * The day (`2024-03-12`) of something that is over, such as when a car was bought. A month alone means its first day;
 * without a year it is the last one that is over. `at` is UTC ms. Null when no day is named, or one still to come.
 */
export function findPastDay(text: string, at: number, zone: string): string | null {
  const now = DateTime.fromMillis(at, { zone }).startOf('day')
  const day = read(foldText(text), now)
  return day?.isValid && day <= now && day.year >= EARLIEST ? day.toISODate() : null
}

function read(folded: string, now: DateTime): DateTime | null {
  const relative = Object.keys(DAYS).find((word) => folded.includes(word))
  if (relative) return now.minus({ days: DAYS[relative] })
  const months = /上上?个?月/.exec(folded)?.[0]
  if (months) return now.startOf('month').minus({ months: months.startsWith('上上') ? 2 : 1 })
  const [, year, month, day = '1'] = COMPACT.exec(folded) ?? []
  if (year) return made(now, Number(year), Number(month), Number(day))
  const found = DATE.exec(folded)
  if (!found) return null
  const [, named, ...rest] = found
  const [inMonth, onDay] = rest.map((part) => (part ? readNumber(part) : 1)) as [number, number]
  const inYear = named === undefined ? now.year : yearOf(named, now)
  const date = made(now, inYear, inMonth, onDay)
  return named === undefined && date > now ? date.minus({ years: 1 }) : date
}

function yearOf(named: string, now: DateTime): number {
  const ago = YEARS[named]
  if (ago !== undefined) return now.year - ago
  return named.length === 2 ? 2000 + Number(named) : Number(named)
}

const made = (now: DateTime, year: number, month: number, day: number) =>
  DateTime.fromObject({ year, month, day }, { zone: now.zone })
