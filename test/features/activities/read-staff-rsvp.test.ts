import { describe, expect, it } from '@jest/globals'
import { readStaffRsvp } from '../../../src/features/activities/read-staff-rsvp.js'
import type { RsvpIntent } from '../../../src/features/activities/rsvp-intent.js'

const members = [
  { id: 'lin', name: '蓝鲸车主-林妈' },
  { id: 'er', name: '蓝鲸车主-二锅头' },
  { id: 'hai', name: '蓝鲸车主-海哥' },
  { id: '88', name: '蓝鲸车主-88' },
]
const asked = (person: string, intent: RsvpIntent['type']) => ({
  person,
  name: members.find(({ id }) => id === person)?.name ?? '',
  intent,
})

type Case = [text: string, pending: [string, RsvpIntent['type']][], expected: object | null]

const CASES: Case[] = [
  ['林妈 2大2小 已改✅', [['lin', 'change']], { type: 'confirm', person: 'lin', heads: { adults: 2, children: 2 } }],
  ['好的，海哥3大1小', [['hai', 'join']], { type: 'confirm', person: 'hai', heads: { adults: 3, children: 1 } }],
  ['收到✅', [['er', 'join']], { type: 'confirm', person: 'er' }],
  [
    '好的✅ 1大',
    [
      ['lin', 'join'],
      ['er', 'change'],
    ],
    { person: 'er', heads: { adults: 1, children: 0 } },
  ],
  ['给你登记1大', [['er', 'join']], { type: 'register', person: 'er', heads: { adults: 1, children: 0 } }],
  ['可以来，给你登记1大', [['er', 'join']], { type: 'register', person: 'er', heads: { adults: 1, children: 0 } }],
  ['二锅头两位✅', [['er', 'add']], { type: 'confirm', person: 'er', total: 2 }],
  ['88 2大1小✅', [], { type: 'confirm', person: '88', heads: { adults: 2, children: 1 } }],
  ['@蓝鲸车主-海哥 已登记 2大✅', [], { person: 'hai', heads: { adults: 2, children: 0 } }],
  [
    '能！必须能！林妈2大1小✅',
    [['lin', 'restore']],
    { type: 'restored', person: 'lin', heads: { adults: 2, children: 1 } },
  ],
  ['@蓝鲸车主-海哥 名单昨晚已经交了，加不进去了，抱歉', [['hai', 'join']], { type: 'refuse', person: 'hai' }],
  ['不好意思，名额满了报不上了，下次早点哈', [['er', 'join']], { type: 'refuse', person: 'er' }],
  ['海哥收到，已取消', [['hai', 'cancel']], { type: 'cancelled', person: 'hai' }],
  ['没事，给您取消了', [['lin', 'cancel']], { type: 'cancelled', person: 'lin' }],
  [
    '报名截止✋目前17家，31大12小',
    [['lin', 'join']],
    { type: 'close', tally: { families: 17, adults: 31, children: 12 } },
  ],
  ['报名已经截止啦，谢谢大家', [], { type: 'close' }],
  ['还有20分钟截止，还没报的抓紧', [], null],
  ['明天18点报名截止，大家抓紧', [], null],
  ['收到，目前登记8家啦，还没报的抓紧', [['er', 'join']], { type: 'confirm', person: 'er' }],
  ['目前一共12家，25大9小', [], { type: 'tally', tally: { families: 12, adults: 25, children: 9 } }],
  ['可以的海哥，下周三上午10点，带行驶证', [], null],
  ['欢迎新车友，报到请改群名片 蓝鲸车主+昵称', [['er', 'join']], null],
  ['好的，马上帮您看一下', [], null],
  ['几大几小呀？', [['er', 'join']], null],
  ['今天天气不错', [['er', 'join']], null],
]

describe('reading what staff settle', () => {
  it.each(CASES)('%s', (text, pending, expected) => {
    const context = { members, pending: pending.map(([person, intent]) => asked(person, intent)) }
    const found = readStaffRsvp(text, context)
    if (expected === null) expect(found).toBeNull()
    else expect(found).toMatchObject(expected)
  })

  it('does not take a figure of a nickname for people', () => {
    const found = readStaffRsvp('88 收到✅', { members, pending: [asked('88', 'join')] })
    expect(found).toEqual({ type: 'confirm', person: '88', named: true, evidence: ['收到'] })
  })
})
