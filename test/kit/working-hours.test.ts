import { describe, expect, it } from '@jest/globals'
import { DateTime } from 'luxon'
import { HOUR, MINUTE } from '../../src/kit/clock.js'
import { afterWorking, isOpen, readWorkingHours } from '../../src/kit/working-hours.js'

const ZONE = 'Asia/Shanghai'
const at = (iso: string) => DateTime.fromISO(iso, { zone: ZONE }).toMillis()
const HOURS = { from: 510, to: 1080 }

describe('working hours', () => {
  it('are read from the configuration, and nonsense is refused', () => {
    expect(readWorkingHours('08:30-18:00')).toEqual(HOURS)
    for (const wrong of ['', '8-18', '18:00-08:30', '08:70-18:00', '08:30-25:00'])
      expect(readWorkingHours(wrong)).toBeNull()
  })

  it.each([
    ['2026-11-25T10:00', 10 * MINUTE, '2026-11-25T10:10'],
    ['2026-11-25T17:55', 10 * MINUTE, '2026-11-26T08:35'],
    ['2026-11-25T21:00', 10 * MINUTE, '2026-11-26T08:40'],
    ['2026-11-25T03:00', 10 * MINUTE, '2026-11-25T08:40'],
    ['2026-11-25T17:00', 12 * HOUR, '2026-11-27T10:00'],
  ])('from %s, %i ms of work later it is %s', (from, duration, to) => {
    expect(afterWorking(at(from), duration, HOURS, ZONE)).toBe(at(to))
  })

  it('begin with the first minute and end before the last', () => {
    expect(
      [at('2026-11-25T08:29'), at('2026-11-25T08:30'), at('2026-11-25T18:00')].map((each) => isOpen(each, HOURS, ZONE)),
    ).toEqual([false, true, false])
  })
})
