import { DateTime } from 'luxon'
import { blank } from './fold-text.js'
import { readNumber } from './number.js'

/** A day that a text names. Offsets are those of the text. */
export interface NamedDay {
  /** YYYY-MM-DD in the zone that was given. */
  day: string
  start: number
  end: number
}

/** A time of day that a text names. */
export interface NamedTime {
  hour: number
  minute: number
  start: number
  end: number
}

const CHINESE = '[一二三四五六七八九十]'
const UNIT = '(?!\\s*(?:元|块|万|千米|公里|米|折|%|l|t|寸|吨|倍|分|个|斤|小时|度|v|w|版|代)|[\\d.])'
const HOLIDAYS: Record<string, [number, number]> = {
  元旦: [1, 1],
  情人节: [2, 14],
  妇女节: [3, 8],
  女神节: [3, 8],
  三八节: [3, 8],
  植树节: [3, 12],
  劳动节: [5, 1],
  五一: [5, 1],
  儿童节: [6, 1],
  六一: [6, 1],
  教师节: [9, 10],
  国庆: [10, 1],
  十一当天: [10, 1],
  双十一: [11, 11],
  平安夜: [12, 24],
  圣诞: [12, 25],
}
const RELATIVE_DAYS: Record<string, number> = {
  大后天: 3,
  后天: 2,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  明儿: 1,
  今天: 0,
  今日: 0,
  今晚: 0,
  今早: 0,
  今儿: 0,
}

type Reader = { pattern: RegExp; read: (found: RegExpExecArray, now: DateTime) => DateTime | undefined }

const READERS: Reader[] = [
  {
    pattern: /(?<![\d.])(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})[日号]?/g,
    read: (found, now) => date(now, Number(found[2]), Number(found[3]), Number(found[1])),
  },
  {
    pattern: /(?<![\d.])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?!\d)/g,
    read: (found, now) => date(now, Number(found[1]), Number(found[2])),
  },
  {
    pattern: new RegExp(`(${CHINESE}{1,2})月(${CHINESE}{1,3})[日号]`, 'g'),
    read: (found, now) => date(now, readNumber(found[1]!), readNumber(found[2]!)),
  },
  {
    // 10.1, 9/19, 9-19号. A dot or a slash alone is a date only when no unit follows and it stands free.
    pattern: new RegExp(
      `(?<![\\d./\\-a-z]|\\d:)(\\d{1,2})[./](\\d{1,2})[日号]?${UNIT}(?![/\\-.:])|(?<![\\d.:/\\-])(\\d{1,2})-(\\d{1,2})(?=[日号(（]|\\s*(?:周|星期))[日号]?`,
      'g',
    ),
    read: (found, now) => date(now, Number(found[1] ?? found[3]), Number(found[2] ?? found[4])),
  },
  {
    pattern: new RegExp(
      `(?<![\\d第每周月:.-])(\\d{1,2}|${CHINESE}{1,3})[号日](?!线|楼|店|门|群|桌|车|馆|院|码|位|厅|机|召集|仓|游|游玩|常)`,
      'g',
    ),
    read: (found, now) => dayOfMonth(now, readNumber(found[1]!)),
  },
  {
    pattern: /大后天|后天|明[天日早晚儿]|今[天日晚早儿]/g,
    read: (found, now) => now.plus({ days: RELATIVE_DAYS[found[0]] ?? 0 }),
  },
  {
    pattern: /(?<![每逢])(下下|下|这|本)?(?:个)?(?:周|星期|礼拜)(?:([一二三四五六日天末])|([1-7])(?!\d|\s*[年天岁]))/g,
    read: (found, now) => weekday(now, found[1], found[2] ?? '一二三四五六日'.charAt(Number(found[3]) - 1)),
  },
  {
    pattern: new RegExp(Object.keys(HOLIDAYS).join('|'), 'g'),
    read: (found, now) => date(now, ...(HOLIDAYS[found[0]] ?? [1, 1])),
  },
]

/** Every day that a folded text names, in the order of the text. `at` (UTC ms) is when it was written. */
export function findDays(folded: string, at: number, zone: string): NamedDay[] {
  const now = DateTime.fromMillis(at, { zone }).startOf('day')
  const days: NamedDay[] = []
  let rest = folded
  for (const { pattern, read } of READERS) {
    for (const found of rest.matchAll(pattern)) {
      const day = read(found, now)
      if (day?.isValid)
        days.push({ day: day.toISODate() ?? '', start: found.index, end: found.index + found[0].length })
    }
    rest = blank(rest, pattern)
  }
  return days.sort((a, b) => a.start - b.start)
}

/** A month and a day without a year mean the next such day, unless it was within the last weeks. */
function date(now: DateTime, month: number, day: number, year?: number): DateTime | undefined {
  const found = DateTime.fromObject({ year: year ?? now.year, month, day }, { zone: now.zone })
  if (!found.isValid || month < 1 || day < 1) return undefined
  return year === undefined && found < now.minus({ days: 60 }) ? found.plus({ years: 1 }) : found
}

function dayOfMonth(now: DateTime, day: number): DateTime | undefined {
  if (!(day >= 1 && day <= 31)) return undefined
  const found = now.set({ day })
  const valid = found.month === now.month
  return valid && day >= now.day ? found : now.startOf('month').plus({ months: 1, days: day - 1 })
}

/** Chinese weeks begin on Monday: on a Saturday 下周六 is seven days off, and a bare 周六 is today. */
function weekday(now: DateTime, prefix: string | undefined, name: string): DateTime {
  const wanted = name === '末' ? 6 : name === '日' || name === '天' ? 7 : '一二三四五六'.indexOf(name) + 1
  const weeks = prefix === '下下' ? 2 : prefix === '下' ? 1 : 0
  const found = now.startOf('week').plus({ weeks, days: wanted - 1 })
  if (name === '末' && weeks === 0 && now.weekday === 7) return prefix ? now : now.plus({ days: 6 })
  return weeks === 0 && found < now ? found.plus({ weeks: 1 }) : found
}

const PERIOD = '(凌晨|清晨|清早|早上|早晨|早|上午|中午|午后|下午|傍晚|晚上|晚|夜里)?'
const TIMES = new RegExp(
  `${PERIOD}\\s*(?:(?<!\\d)(\\d{1,2}):(\\d{2})(?!:?\\d)|(?<!\\d)(\\d{1,2})\\s*[点时](?!间|候)(半|一刻|三刻|\\d{1,2}分?|整|钟)?)|(凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚)(${CHINESE}{1,3})点(半|一刻|三刻|整|钟)?|(${CHINESE}{1,3})点(半|整|钟|准时|集合|出发)|(?<!十)([二两三四五六七八九]|十[一二]?)点(?=[给回打见前]|左右|过来|联系)`,
  'g',
)

/** Every time of day that a folded text names: 早上8:00, 下午三点半, 18点前. */
export function findTimes(folded: string): NamedTime[] {
  const times: NamedTime[] = []
  for (const found of folded.matchAll(TIMES)) {
    const period = found[1] ?? found[6] ?? ''
    let hour =
      (found[2] ?? found[4]) ? Number(found[2] ?? found[4]) : readNumber(found[7] ?? found[9] ?? found[11] ?? '')
    const tail = found[5] ?? found[8] ?? found[10] ?? ''
    const minute = found[3]
      ? Number(found[3])
      : tail === '半'
        ? 30
        : tail === '一刻'
          ? 15
          : tail === '三刻'
            ? 45
            : Number.parseInt(tail, 10) || 0
    if (/午后|下午|傍晚|晚|夜/.test(period) && hour < 12) hour += 12
    if (period === '中午' && hour <= 2) hour += 12
    // 早一点来 means earlier, not at one.
    if (hour > 24 || minute > 59 || /^[早晚]一点$/.test(found[0])) continue
    times.push({ hour, minute, start: found.index, end: found.index + found[0].length })
  }
  return times
}

/** The instant, UTC ms, of a time on a day in a zone. 24:00 is the end of the day. */
export function instantOf(day: string, time: { hour: number; minute: number }, zone: string): number {
  const start = DateTime.fromISO(day, { zone }).startOf('day')
  return (time.hour === 24 ? start.plus({ days: 1 }) : start.set({ hour: time.hour, minute: time.minute })).toMillis()
}
