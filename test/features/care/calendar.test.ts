import { describe, expect, it } from '@jest/globals'
import chineseDays from 'chinese-days'
import { Lunar } from 'lunar-typescript'
import { DateTime } from 'luxon'
import { birthdayYear, festivalOn, isBirthday, longHolidayAfter } from '../../../src/features/care/calendar.js'
import { plusDays } from '../../../src/kit/days.js'

const days: string[] = []
for (let day = DateTime.utc(2020, 1, 1); day.year <= 2030; day = day.plus({ days: 1 }))
  days.push(day.toISODate() as string)
const festivals = new Map(days.map((day) => [day, festivalOn(day)]))
/** What the state has announced ends here. */
const announced = days.filter((day) => day < '2026-12-31')

const two = (number: number) => String(number).padStart(2, '0')
const OFFICIAL = {
  new_year: '元旦',
  spring: '春节',
  labour: '劳动节',
  dragon_boat: '端午',
  mid_autumn: '中秋',
  national: '国庆节',
}

describe('the calendar of care', () => {
  it('has the festivals on official days off, each once a year', () => {
    for (const day of announced) {
      const festival = festivals.get(day)
      if (!festival || festival === 'lantern') continue
      expect([day, chineseDays.isHoliday(day)]).toEqual([day, true])
      // Where two meet, the state calls the days by one of them.
      const called = chineseDays.getDayDetail(day).name
      if (festival !== 'mid_autumn') expect([day, called]).toEqual([day, expect.stringContaining(OFFICIAL[festival])])
    }
    for (const festival of [...Object.keys(OFFICIAL), 'lantern'])
      for (let year = 2020; year <= 2030; year++) {
        const kept = days.filter((day) => day.startsWith(`${year}`) && festivals.get(day) === festival)
        // In 2020 the moon and the nation had the same day.
        expect([festival, year, kept.length]).toEqual([
          festival,
          year,
          festival === 'national' && year === 2020 ? 0 : 1,
        ])
      }
    expect(festivalOn('2026-02-17')).toBe('spring')
    expect(festivalOn('2030-09-12')).toBe('mid_autumn')
  })

  it('knows the eve of every long official holiday, and of nothing else', () => {
    for (const day of announced) {
      const off = longHolidayAfter(day)
      if (!off) continue
      const run = Array.from(
        { length: off },
        (_, index) =>
          DateTime.fromISO(day)
            .plus({ days: index + 1 })
            .toISODate() ?? '',
      )
      expect([day, chineseDays.isHoliday(day), run.every((each) => chineseDays.isHoliday(each))]).toEqual([
        day,
        false,
        true,
      ])
    }
    expect(longHolidayAfter('2025-09-30')).toBe(8)
    expect(longHolidayAfter('2025-10-01')).toBe(0)
    // A plain Friday.
    expect(longHolidayAfter('2025-11-07')).toBe(0)
    expect(announced.filter((day) => day.startsWith('2025') && longHolidayAfter(day))).toEqual([
      ...['2025-01-27', '2025-04-03', '2025-04-30', '2025-05-30', '2025-09-30', '2025-12-31'],
    ])
  })

  it('misses the eve of no block of three or more official days off, and has one for each', () => {
    const off = chineseDays.getHolidaysInRange('2020-01-01', '2030-12-31', true)
    const blocks: string[][] = []
    for (const day of off) {
      const block = blocks.at(-1)
      if (block && plusDays(block.at(-1) as string, 1) === day) block.push(day)
      else blocks.push([day])
    }
    // A name of the state has its Chinese and its length behind commas; a plain weekend is called by its day.
    const isOfficial = (day: string) => chineseDays.getDayDetail(day).name.includes(',')
    const long = blocks.filter((block) => block.length >= 3 && block.some(isOfficial))
    expect(new Set(long.map(([first = '']) => first.slice(0, 4))).size).toBe(7)
    expect(days.flatMap((day) => (longHolidayAfter(day) ? [[day, longHolidayAfter(day)]] : []))).toEqual(
      long.map((block) => [plusDays(block[0] as string, -1), block.length]),
    )
    // No weekend alone is so long, and nobody drives far on a day that is worked on instead.
    expect(blocks.filter((block) => block.length >= 3 && !block.some(isOfficial))).toEqual([])
    expect(days.filter((day) => chineseDays.isInLieu(day) && !chineseDays.isHoliday(day))).toEqual([])
    // In 2025 Mid-Autumn lay within the days of the nation: one eve, and both festivals.
    const autumn = days.filter((day) => day >= '2025-09-20' && day <= '2025-10-12')
    expect(autumn.flatMap((day) => [longHolidayAfter(day) && day, festivals.get(day)].filter(Boolean))).toEqual([
      ...['2025-09-30', 'national', 'mid_autumn'],
    ])
    expect(festivals.get('2025-10-06')).toBe('mid_autumn')
    // 2020 and 2023 joined the two as well.
    expect([longHolidayAfter('2020-09-30'), longHolidayAfter('2023-09-28')]).toEqual([8, 8])
  })

  it('agrees with another calendar of the moon on every day, there and back', () => {
    const wrong: string[] = []
    /** Lunar year and birthday → how often it is kept. */
    const kept = new Map<string, number>()
    const keep = (key: string) => kept.set(key, (kept.get(key) ?? 0) + 1)
    const dateOf = ({ lunarMon, lunarDay }: { lunarMon: number; lunarDay: number }) =>
      `${two(lunarMon)}-${two(lunarDay)}`
    for (const day of days) {
      const lunar = chineseDays.getLunarDate(day)
      const next = chineseDays.getLunarDate(plusDays(day, 1))
      const { lunarYear, lunarMon, lunarDay, isLeap } = lunar
      const back = Lunar.fromYmd(lunarYear, isLeap ? -lunarMon : lunarMon, lunarDay).getSolar()
      // Nobody has a birthday in a leap month; who was born on a 30th keeps it on the 29th of a short month.
      const isShort = lunarDay === 29 && next.lunarDay === 1
      const isThirtieth = !isLeap && (isShort || lunarDay === 30)
      if (
        back.toYmd() !== day ||
        isBirthday(dateOf(lunar), true, day) === isLeap ||
        isBirthday(dateOf(next), true, day) ||
        isBirthday(`${two(lunarMon)}-30`, true, day) !== isThirtieth ||
        birthdayYear(true, day) !== lunarYear
      )
        wrong.push(day)
      if (isLeap) continue
      keep(`${lunarYear} ${dateOf(lunar)}`)
      if (isShort) keep(`${lunarYear} ${two(lunarMon)}-30`)
    }
    expect(wrong).toEqual([])
    // Every birthday that there is, once in every lunar year.
    const whole = [...kept].filter(([key]) => key >= '2020' && key < '2030')
    expect([whole.length, whole.filter(([, times]) => times !== 1)]).toEqual([10 * 12 * 30, []])
  })

  it.each([
    ['06-15', false],
    ['1990-02-29', false],
    ['12-31', false],
  ])('keeps a birthday by the sun once a year: %s', (birthday, isLunar) => {
    for (let year = 2020; year <= 2030; year++)
      expect(days.filter((day) => day.startsWith(`${year}`) && isBirthday(birthday, isLunar, day)).length).toBe(1)
  })

  it('has the lunar days that are known', () => {
    expect(isBirthday('1988-08-15', true, '2026-09-25')).toBe(true)
    // 2025 had a leap sixth month; the birthday is in the plain one.
    expect(isBirthday('06-01', true, '2025-06-25')).toBe(true)
    expect(isBirthday('06-01', true, '2025-07-25')).toBe(false)
  })
})
