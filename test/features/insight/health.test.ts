import { describe, expect, it } from '@jest/globals'
import { healthOf } from '../../../src/features/insight/health.js'
import { DAY, MINUTE } from '../../../src/kit/clock.js'

const ZONE = 'Asia/Shanghai'
const NOON = Date.UTC(2026, 8, 12, 4)
const spoken = (count: number, account = 'a', at = NOON) =>
  Array.from({ length: count }, (_, n) => ({ account, at: at + n * MINUTE }))
const member = (account: string, joinedAt: number | null = null, leftAt: number | null = null) => ({
  account,
  joinedAt,
  leftAt,
})

describe('the health of a group', () => {
  it.each([
    [0, 'inactive'],
    [49, 'inactive'],
    [50, 'active'],
    [300, 'active'],
    [301, 'very_active'],
  ] as const)('with %i messages a day is %s', (count, activity) => {
    expect(healthOf({ messages: spoken(count), members: [], inquiries: [] }, ZONE).activity).toBe(activity)
  })

  it('counts days by the calendar of the dealer', () => {
    const lateEvening = Date.UTC(2026, 8, 12, 15, 59)
    const messages = [...spoken(1, 'a', lateEvening), ...spoken(1, 'b', lateEvening + 2 * MINUTE)]
    expect(healthOf({ messages, members: [], inquiries: [] }, ZONE)).toMatchObject({ days: 2, messagesPerDay: 1 })
    expect(healthOf({ messages, members: [], inquiries: [] }, 'UTC').days).toBe(1)
  })

  it('counts customers only among those who are there, spoke of late, came and left', () => {
    const messages = [...spoken(2, 'early'), ...spoken(2, 'a', NOON + 8 * DAY), ...spoken(2, 'staff', NOON + 8 * DAY)]
    const members = [member('early'), member('a', NOON), member('b', null, NOON)]
    expect(healthOf({ messages, members, inquiries: [{ answered: true }, { answered: false }] }, ZONE)).toMatchObject({
      members: 2,
      activeMembers: 1,
      joined: 1,
      left: 1,
      questions: 2,
      answered: 1,
    })
  })
})
