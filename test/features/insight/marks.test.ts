import { describe, expect, it } from '@jest/globals'
import { lastDays, measureDays } from '../../../src/features/insight/groups/days.js'
import { isInfluential, isWarm, signsInTalk } from '../../../src/features/insight/groups/marks.js'
import type { Talk } from '../../../src/features/insight/groups/talk.js'
import { vitalsOf } from '../../../src/features/insight/groups/vitals.js'
import { DAY, HOUR } from '../../../src/kit/clock.js'

const ZONE = 'Asia/Shanghai'
/** 10 o'clock in Shanghai. */
const NOW = Date.UTC(2026, 8, 20, 2)
const NONE = { days: 0, heardBy: 0, helped: 0, invited: 0, signUps: 0, votes: 0, referrals: 0, troubles: 0 }

let told = 0
const talk = (by: string, more: Partial<Talk> = {}): Talk => ({
  ...{ id: `p${told++}`, at: NOW, by, isJoin: false, mentions: [], pictures: 0, files: 0 },
  ...more,
})

describe('a member who is warm to the brand (高感度)', () => {
  it.each([
    ['signs up and votes', { signUps: 1, votes: 2 }, true],
    ['only signs up', { signUps: 5 }, false],
    ['answers others and brings a friend', { helped: 3, referrals: 1 }, true],
    ['signs up and votes, and has complained', { signUps: 2, votes: 2, troubles: 1 }, false],
  ])('%s: %o is %s', (_what, signs, expected) => {
    expect(isWarm({ ...NONE, ...signs })).toBe(expected)
  })
})

describe('a member to whom others listen (高传播力)', () => {
  it.each([
    ['three of a small group answer one who is often there', { heardBy: 3, days: 5 }, 20, true],
    ['three of a large one do', { heardBy: 3, days: 5 }, 200, false],
    ['ten are enough in any', { heardBy: 10, days: 5 }, 2_000, true],
    ['one lucky day', { heardBy: 10, days: 1 }, 20, false],
    ['whoever brings three people', { invited: 2, referrals: 1 }, 500, true],
  ])('%s: %o of %d is %s', (_what, signs, members, expected) => {
    expect(isInfluential({ ...NONE, ...signs }, members)).toBe(expected)
  })

  it('is known by answers, names and newcomers; the staff and oneself do not count', () => {
    const of = signsInTalk(
      {
        talk: [
          talk('peach', { replyTo: 'question' }),
          talk('peach', { mentions: ['zhou'] }),
          talk('rice', { mentions: ['zhou', 'peach'] }),
          talk('staff', { replyTo: 'question' }),
          talk('zhou', { replyTo: 'question' }),
          talk('new', { isJoin: true, invitedBy: 'zhou' }),
        ],
        written: new Map([['question', 'zhou']]),
      },
      new Set(['zhou', 'peach', 'rice', 'new']),
    )
    expect(of('zhou')).toEqual({ heardBy: 2, helped: 0, invited: 1 })
    expect(of('peach')).toEqual({ heardBy: 1, helped: 1, invited: 0 })
    expect(of('nobody')).toBeUndefined()
  })
})

describe('the days of a group', () => {
  it('hold members, speakers, pictures, files and polls of each, and their growth', () => {
    const spans = lastDays(NOW, ZONE, 8)
    expect(spans.map(({ day }) => day)).toEqual(
      ['13', '14', '15', '16', '17', '18', '19', '20'].map((day) => `2026-09-${day}`),
    )
    const days = measureDays(spans, {
      talk: [
        talk('zhou', { pictures: 2 }),
        talk('zhou', { at: NOW - 11 * HOUR, files: 1 }),
        talk('staff'),
        talk('peach', { isJoin: true }),
      ],
      members: [
        { externalId: 'zhou', joinedAt: null, leftAt: null },
        { externalId: 'peach', joinedAt: NOW, leftAt: null },
        { externalId: 'gone', joinedAt: null, leftAt: NOW - DAY },
      ],
      polls: [NOW],
      activities: [],
    })
    expect(days.at(-1)).toEqual({
      ...{ day: '2026-09-20', members: 2, speakers: 1, messages: 2, joined: 1, left: 0 },
      ...{ pictures: 2, files: 0, polls: 1, activities: 0 },
    })
    expect(days.at(-2)).toMatchObject({ members: 1, messages: 1, left: 1, files: 1 })
    expect(vitalsOf(days)).toEqual({ week: 0, month: 0, polls: 1, activities: 0, pictures: 2, files: 1 })
  })
})
