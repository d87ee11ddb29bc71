import { describe, expect, it } from '@jest/globals'
import { DateTime } from 'luxon'
import { nextContact, overdue } from '../../../src/features/leads/follow-up/cadence.js'
import { readFollowUp } from '../../../src/features/leads/follow-up/command.js'
import { DAY } from '../../../src/kit/clock.js'
import { DEALER } from '../../kit/dealer.js'

const AT = DateTime.fromISO('2026-09-01T15:20', { zone: DEALER.zone }).toMillis()
const day = (instant: number) => DateTime.fromMillis(instant, { zone: DEALER.zone }).toFormat('MM-dd HH:mm')

describe('the cadence of follow-up', () => {
  // level, first contact, then at least once in so many days: the table of the business
  it.each([
    ['H', '09-02 08:30', '09-03 08:30'],
    ['A', '09-02 08:30', '09-04 08:30'],
    ['B', '09-02 08:30', '09-08 08:30'],
    ['C', '09-02 08:30', '09-16 08:30'],
  ] as const)('of %s is the next day (%s), then %s', (level, first, then) => {
    expect(day(nextContact(level, 0, AT, DEALER))).toBe(first)
    expect(day(nextContact(level, 1, AT, DEALER))).toBe(then)
    expect(day(nextContact(level, 9, AT, DEALER))).toBe(then)
  })

  it.each([
    [-1, 'no'],
    [0, 'salesperson'],
    [2.9, 'salesperson'],
    [3, 'manager'],
    [6.9, 'manager'],
    [7, 'pool'],
  ] as const)('%d days late: %s', (late, stage) => {
    expect(overdue({ nextContactAt: AT }, AT + late * DAY, { managerDays: 3, poolDays: 7 })).toBe(stage)
  })

  it('has no end while nothing is due', () => {
    expect(overdue({ nextContactAt: null }, AT, { managerDays: 3, poolDays: 7 })).toBe('no')
  })
})

describe('what is said about a lead', () => {
  it.each([
    ['跟进 12 聊了试驾，下周三来看车', { type: 'contacted', code: 12, note: '聊了试驾，下周三来看车' }],
    ['12 跟进：嗯就是说他还在犹豫', { type: 'contacted', code: 12, note: '嗯就是说他还在犹豫' }],
    ['下次 12 后天下午', { type: 'next', code: 12, when: '后天下午' }],
    ['12 改 A级', { type: 'level', code: 12, level: 'A', reason: null }],
    ['改级 12 h', { type: 'level', code: 12, level: 'H', reason: null }],
    ['成交 12！', { type: 'won', code: 12 }],
    ['战败 12', { type: 'lost', code: 12, reason: null }],
    ['战败 12 嫌贵', { type: 'lost', code: 12, reason: 'price' }],
    ['战败 12 买了别的牌子', { type: 'lost', code: 12, reason: 'competitor' }],
    ['lead:lost:12:financing', { type: 'lost', code: 12, reason: 'financing' }],
    ['失控 12', { type: 'out_of_reach', code: 12 }],
    ['回访 12 属实', { type: 'callback', code: 12, wants: false }],
    ['回访 12 他还想买', { type: 'callback', code: 12, wants: true }],
    ['我的线索', { type: 'mine' }],
  ])('%s', (said, command) => {
    expect(readFollowUp(said)).toEqual(command)
  })

  it.each(['跟进 12', '接 12', '不是线索 12', '已联系 12', '12', '跟进一下老周', '成交价多少'])(
    '%s is something else',
    (said) => {
      expect(readFollowUp(said)).toBeNull()
    },
  )
})
