import { describe, expect, it } from '@jest/globals'
import { findDays, findTimes } from '../../../src/kit/chinese/dates.js'
import { foldText } from '../../../src/kit/chinese/fold-text.js'

/** A Saturday, 9:00 in Shanghai, still Saturday in London and Friday in New York. */
const AT = Date.UTC(2026, 8, 12, 1)

const DAYS: [string, string | undefined][] = [
  ['9月19日（下周六）', '2026-09-19'],
  ['本周六', '2026-09-12'],
  ['下周日', '2026-09-20'],
  ['这周日', '2026-09-13'],
  ['10.1', '2026-10-01'],
  ['10/1', '2026-10-01'],
  ['时间：10/1', '2026-10-01'],
  ['明天', '2026-09-13'],
  ['后天早上', '2026-09-14'],
  ['大后天', '2026-09-15'],
  ['19号', '2026-09-19'],
  ['5号', '2026-10-05'],
  ['周四18:00前', '2026-09-17'],
  ['下周三', '2026-09-16'],
  ['星期天', '2026-09-13'],
  ['礼拜五晚上', '2026-09-18'],
  ['下个周末', '2026-09-19'],
  ['下下周六', '2026-09-26'],
  ['九月十九号', '2026-09-19'],
  ['十月一日', '2026-10-01'],
  ['2026-10-02', '2026-10-02'],
  ['２０２６年１０月２日', '2026-10-02'],
  ['国庆', '2026-10-01'],
  ['元旦', '2027-01-01'],
  ['1月3日', '2027-01-03'],
  ['9-19（周六）', '2026-09-19'],
  ['今晚8点', '2026-09-12'],
  ['二十号', '2026-09-20'],
  ['10月1日-3日', '2026-10-01'],
  ['2.0T', undefined],
  ['1.5米', undefined],
  ['3号线', undefined],
  ['第9天', undefined],
  ['每周五', undefined],
  ['13月40日', undefined],
]

describe('days and times in a text', () => {
  it.each(DAYS)('%s is %s', (text, day) => {
    expect(findDays(foldText(text), AT, 'Asia/Shanghai')[0]?.day).toBe(day)
  })

  it('counts from the day in the zone of the dealer', () => {
    expect(findDays('明天', AT, 'America/New_York')[0]?.day).toBe('2026-09-12')
  })

  it.each([
    ['早上8:00', '8:0'],
    ['下午三点半', '15:30'],
    ['18点前', '18:0'],
    ['晚7点', '19:0'],
    ['中午12点', '12:0'],
    ['6点半集合', '6:30'],
    ['八点集合', '8:0'],
  ])('%s is %s', (text, time) => {
    expect(findTimes(foldText(text)).map(({ hour, minute }) => `${hour}:${minute}`)).toEqual([time])
  })

  it.each(['早一点来', '有点意思', '3个小时', '100时'])('%s names no time', (text) => {
    expect(findTimes(foldText(text)).filter(({ hour }) => hour < 24)).toEqual([])
  })
})
