import { DateTime, IANAZone } from 'luxon'

/** A date with a time of day at the start of a line, as chat programs write it; not yet checked for sense. */
export interface Moment {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** `HH:MM` alone, without seconds. */
  short: boolean
  /** What follows the time. */
  rest: string
}

const PERIOD = '上午|下午|凌晨|早上|中午|晚上|[AaPp][Mm]'
const MOMENT = new RegExp(
  '^\\s*(\\d{4})\\s?[-/.年]\\s?(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})\\s?日?(?:T|\\s+|(?=[上下凌早中晚]))' +
    `(?:(?:星期|周)[一二三四五六日天]\\s*)?(${PERIOD})?\\s*` +
    `(\\d{1,2})[:：](\\d{1,2})(?:[:：](\\d{1,2}))?(?:\\.\\d+)?(?:\\s*([AaPp][Mm])(?![A-Za-z]))?(?![\\d:：])(.*)$`,
  's',
)

export function readMoment(text: string): Moment | undefined {
  const m = MOMENT.exec(text)
  if (!m) return undefined
  return {
    year: Number(m[1]),
    month: Number(m[2]),
    day: Number(m[3]),
    hour: on24(Number(m[5]), m[4] ?? m[8]),
    minute: Number(m[6]),
    second: Number(m[7] ?? 0),
    short: m[7] === undefined,
    rest: m[9]!,
  }
}

/** Hours after noon may already be written on 24 (下午 14:05): then the word adds nothing. */
function on24(hour: number, period: string | undefined): number {
  if (!period || hour > 12) return hour
  if (/下午|晚上|pm/i.test(period)) return period === '晚上' && hour === 12 ? 0 : (hour % 12) + 12
  if (period === '中午') return hour < 10 ? hour + 12 : hour
  return hour % 12
}

/** Moment → UTC epoch ms, or undefined when there is no such moment. */
export type ToInstant = (moment: Moment) => number | undefined

/** Throws RangeError for a zone that nobody knows. */
export function instantsIn(zone: string): ToInstant {
  if (!IANAZone.isValidZone(zone)) throw new RangeError(`unknown time zone: ${zone}`)
  // Neighbouring messages share the hour; asking the zone's rules once an hour keeps a long import quick.
  let key = ''
  let base: number | undefined
  return ({ year, month, day, hour, minute, second }) => {
    if (minute > 59 || second > 59 || year < 1990 || year > 2199) return undefined
    const wanted = `${year}-${month}-${day}-${hour}`
    if (wanted !== key) {
      const start = DateTime.fromObject({ year, month, day, hour }, { zone })
      key = wanted
      base = start.isValid && hour < 24 ? start.toMillis() : undefined
    }
    return base === undefined ? undefined : base + minute * 60_000 + second * 1000
  }
}

/** A time column: epoch seconds, ms or µs, ISO 8601 with an offset, or a local time in words. */
export function readInstant(value: string, toInstant: ToInstant): number | undefined {
  const text = value.trim()
  if (/^\d{9,16}(\.\d+)?$/.test(text)) {
    const digits = text.split('.')[0]!.length
    const number = Number(text)
    return Math.trunc(digits <= 10 ? number * 1000 : digits <= 13 ? number : number / 1000)
  }
  const moment = readMoment(text)
  if (!moment) return undefined
  const offset = moment.rest.trim()
  if (!offset) return toInstant(moment)
  const iso = DateTime.fromISO(text.replace(' ', 'T').replace(/\s/g, ''), { setZone: true })
  return iso.isValid ? iso.toMillis() : undefined
}
