import { CronExpressionParser } from 'cron-parser'
import { DateTime } from 'luxon'
import { findWhen } from '../../kit/chinese/when.js'
import { DAY } from '../../kit/clock.js'

/** When a broadcast goes out: once, or again and again (cron, in the dealer's zone). */
export type Plan = { type: 'once'; at: number } | { type: 'repeated'; cron: string; at: number }

/** Five fields; more often than once in an hour nobody wants to hear anything. */
const CRON = /^(?:\d{1,2}(?:[,-]\d{1,2})*)(?:\s+[\d*,/?L#-]+){4}$/
const WEEKLY = /^(?:每周|每个?(?:星期|礼拜)|every )(一|二|三|四|五|六|日|天|mon|tue|wed|thu|fri|sat|sun)\w*\s*(.+)$/i
const DAYS = '日一二三四五六'
const ENGLISH = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

export const nextRun = (cron: string, after: number, zone: string): number =>
  CronExpressionParser.parse(cron, { currentDate: new Date(after), tz: zone })
    .next()
    .getTime()

/** `明天 10:00`, `周六下午三点`, `2026-12-01 09:30`, `每周一 9:00`, `0 10 1 * *`; null when no time to come is named. */
export function readPlan(words: string, now: number, zone: string): Plan | null {
  const weekly = WEEKLY.exec(words)
  const cron = weekly ? weeklyCron(weekly[1] ?? '', weekly[2] ?? '', now, zone) : CRON.test(words) ? words : null
  if (weekly && !cron) return null
  if (cron) {
    try {
      return { type: 'repeated', cron, at: nextRun(cron, now, zone) }
    } catch {
      return null
    }
  }
  const when = findWhen(words, now, zone)
  return when?.exact && when.at > now && when.at < now + 366 * DAY ? { type: 'once', at: when.at } : null
}

function weeklyCron(day: string, time: string, now: number, zone: string): string | null {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(time.trim().replace('：', ':')) ?? []
  const clock = hour ? { hour: Number(hour), minute: Number(minute) } : clockIn(time, now, zone)
  if (!clock || clock.hour > 23 || clock.minute > 59) return null
  const weekday = /[a-z]/i.test(day) ? ENGLISH.indexOf(day.toLowerCase()) : DAYS.indexOf(day.replace('天', '日'))
  return `${clock.minute} ${clock.hour} * * ${weekday}`
}

function clockIn(time: string, now: number, zone: string): { hour: number; minute: number } | null {
  const when = findWhen(`明天${time}`, now, zone)
  return when?.exact ? DateTime.fromMillis(when.at, { zone }) : null
}
