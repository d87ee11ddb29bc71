import { DateTime } from 'luxon'
import { findDays, findTimes } from './dates.js'
import { foldText } from './fold-text.js'
import { readNumber } from './number.js'

/** A moment that a sentence names. */
export interface When {
  /** UTC ms. Of a bare day or half-day it is the moment by which it is over for the business. */
  at: number
  /** Whether an hour was said, or follows from 半小时后. */
  exact: boolean
  /** The words that say so, as they were written. */
  quote: string
}

/** The end of a part of the day, as a shop lives it. */
const PARTS: [RegExp, number][] = [
  [/凌晨|一早|大早|早上|早晨|[明今]早/, 10],
  [/上午/, 12],
  [/中午/, 13],
  [/下午|傍晚|下班前|下班/, 18],
  [/晚上|今晚|明晚|夜里|晚饭/, 21],
]
const CLOSING_HOUR = 18

const NUMBER = '(\\d{1,3}|[一二两三四五六七八九十]{1,3}|半)'
const AFTER = new RegExp(`${NUMBER}\\s*个?\\s*(分钟|小时|钟头|天|日|周|星期|礼拜|月)(?:之?(?:后|内|以内)|左右|给|回)`)
const DAY_OF_NEXT_MONTH = /下个?月(?:的)?(\d{1,2}|[一二三四五六七八九十]{1,3})[号日]/
const MONTH_EDGE = /(下个?月|本月|这个?月|月)(底|末|初|中旬?)/

/**
 * When something is to happen, in everyday words: 后天下午, 下周三, 月底, 半小时后, 周五三点半.
 * `at` (UTC ms) is when it was said. Null when no moment is named.
 */
export function findWhen(text: string, at: number, zone: string): When | null {
  const folded = foldText(text)
  const now = DateTime.fromMillis(at, { zone })
  return after(folded, text, now) ?? named(folded, text, now)
}

/** 三天后, 半小时内 */
function after(folded: string, text: string, now: DateTime): When | null {
  const found = AFTER.exec(folded)
  if (!found) return null
  const amount = found[1] === '半' ? 0.5 : readNumber(found[1] ?? '')
  const unit = found[2] ?? ''
  const quote = text.slice(found.index, found.index + found[0].replace(/[给回]$/, '').length)
  if (!(amount > 0)) return null
  if (unit === '分钟') return { at: now.plus({ minutes: amount }).toMillis(), exact: true, quote }
  if (unit === '小时' || unit === '钟头') return { at: now.plus({ hours: amount }).toMillis(), exact: true, quote }
  if (unit === '月') {
    const day = amount < 1 ? now.plus({ days: 15 }) : now.plus({ months: amount })
    return { at: hourOf(day, CLOSING_HOUR), exact: false, quote }
  }
  const days = Math.ceil(amount) * (unit === '天' || unit === '日' ? 1 : 7)
  return { at: hourOf(now.plus({ days }), CLOSING_HOUR), exact: false, quote }
}

/** A named day, a named time, or both. */
function named(folded: string, text: string, now: DateTime): When | null {
  const zone = now.zoneName ?? 'utc'
  const day = edge(folded, now) ?? findDays(folded, now.toMillis(), zone)[0]
  const time = findTimes(day ? without(folded, day) : folded)[0]
  const part = PARTS.find(([words]) => words.test(folded))
  if (!day && !time && !(part && /下班|晚上|下午|中午|上午|傍晚/.test(folded))) return null
  const date = day ? DateTime.fromISO(day.day, { zone }) : now
  const start = Math.min(day?.start ?? folded.length, time?.start ?? folded.length)
  const half = part?.[0].exec(folded)
  // 周六上午: the half-day that follows belongs to it.
  const tail = half && day && half.index - day.end <= 1 ? half.index + half[0].length : 0
  const quote = text.slice(start, Math.max(day?.end ?? 0, time?.end ?? 0, tail)).trim() || (half?.[0] ?? '')
  if (time) {
    const moment = date.startOf('day').plus({ hours: time.hour, minutes: time.minute })
    // A shop does not mean three in the night.
    const afternoon = time.hour < 8 && !/凌晨|早|上午/.test(folded) ? moment.plus({ hours: 12 }) : moment
    const later = !day && afternoon <= now ? afternoon.plus({ days: 1 }) : afternoon
    return { at: later.toMillis(), exact: true, quote }
  }
  const moment = hourOf(date, part?.[1] ?? CLOSING_HOUR)
  return {
    at: moment > now.toMillis() || day ? moment : hourOf(date.plus({ days: 1 }), part?.[1] ?? CLOSING_HOUR),
    exact: false,
    quote,
  }
}

/** The text without its day, so that 12/3 is not read as an hour too; of 明早九点 the 早 stays. */
function without(folded: string, { start, end }: { start: number; end: number }): string {
  const till = /[早晚]/.test(folded.charAt(end - 1)) ? end - 1 : end
  return folded.slice(0, start) + ' '.repeat(till - start) + folded.slice(till)
}

/** 月底, 下月初, 下个月5号 */
function edge(folded: string, now: DateTime): { day: string; start: number; end: number } | undefined {
  const nth = DAY_OF_NEXT_MONTH.exec(folded)
  if (nth) {
    const day = now.plus({ months: 1 }).set({ day: readNumber(nth[1] ?? '') })
    if (day.isValid) return { day: day.toISODate() ?? '', start: nth.index, end: nth.index + nth[0].length }
  }
  const found = MONTH_EDGE.exec(folded)
  if (!found) return undefined
  const next = found[1]?.startsWith('下')
  const month = next ? now.plus({ months: 1 }) : now
  const wanted = /[底末]/.test(found[2] ?? '')
    ? month.endOf('month')
    : month.startOf('month').plus({ days: found[2] === '初' ? 4 : 14 })
  const day = wanted.startOf('day') < now.startOf('day') ? wanted.plus({ months: 1 }) : wanted
  return { day: day.toISODate() ?? '', start: found.index, end: found.index + found[0].length }
}

const hourOf = (day: DateTime, hour: number) => day.startOf('day').plus({ hours: hour }).toMillis()
