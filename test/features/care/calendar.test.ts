import { describe, expect, it } from '@jest/globals'
import chineseDays from 'chinese-days'
import { DateTime } from 'luxon'
import { festivalOn, isBirthday, longHolidayAfter } from '../../../src/features/care/calendar.js'

const days: string[] = []
for (let day = DateTime.utc(2020, 1, 1); day.year <= 2030; day = day.plus({ days: 1 }))
  days.push(day.toISODate() as string)
const festivals = new Map(days.map((day) => [day, festivalOn(day)]))
/** What the state has announced ends here. */
const announced = days.filter((day) => day < '2026-12-31')

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

  it.each([
    ['06-15', false],
    ['1990-02-29', false],
    ['12-31', false],
  ])('keeps a birthday by the sun once a year: %s', (birthday, isLunar) => {
    for (let year = 2020; year <= 2030; year++)
      expect(days.filter((day) => day.startsWith(`${year}`) && isBirthday(birthday, isLunar, day)).length).toBe(1)
  })

  it.each(['01-01', '02-30', '06-01', '06-30', '08-15', '12-29'])(
    'keeps a birthday by the moon once a lunar year: %s',
    (birthday) => {
      const newYears = days.filter((day) => festivals.get(day) === 'spring')
      for (const [index, begins] of newYears.slice(0, -1).entries()) {
        const ends = newYears[index + 1] as string
        const kept = days.filter((day) => day >= begins && day < ends && isBirthday(birthday, true, day))
        expect([birthday, begins, kept.length]).toEqual([birthday, begins, 1])
      }
    },
  )

  it('has the lunar days that are known', () => {
    expect(isBirthday('1988-08-15', true, '2026-09-25')).toBe(true)
    // 2025 had a leap sixth month; the birthday is in the plain one.
    expect(isBirthday('06-01', true, '2025-06-25')).toBe(true)
    expect(isBirthday('06-01', true, '2025-07-25')).toBe(false)
  })
})
