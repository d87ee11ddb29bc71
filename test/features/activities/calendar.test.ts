import { describe, expect, it } from '@jest/globals'
import { calendarOf, revised } from '../../../src/features/activities/form/calendar.js'
import { instantOf } from '../../../src/kit/chinese/dates.js'
import { createSay } from '../../../src/kit/texts.js'
import type { Activity } from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'

const voice = { say: createSay('zh-CN'), dealer: DEALER }
const at = (hour: number) => instantOf('2026-09-19', { hour, minute: 0 }, DEALER.zone)
const file = (announcement: object, plan: Activity['plan'] = {}) =>
  calendarOf(voice, { id: 'a', title: '采摘', state: 'open', plan, announcement } as Activity, 0)

describe('the calendar file', () => {
  it('begins when people gather, as an instant', () => {
    expect(file({ startsAt: at(9), gatherAt: at(8), place: '展厅' })).toMatch(
      /DTSTART:20260919T000000Z\r\n[\s\S]*LOCATION:展厅\r\n/,
    )
  })
  it('takes the whole day in the zone of the dealer when no hour is known', () => {
    expect(file({ startsAt: at(0) })).toContain('DTSTART;VALUE=DATE:20260919\r\n')
  })
  it('counts what has changed', () => {
    const plan = revised(revised({ theme: '秋天' }))
    expect(plan).toEqual({ theme: '秋天', revision: 2 })
    expect(file({ startsAt: at(9) }, plan)).toContain('SEQUENCE:2\r\n')
  })
})
