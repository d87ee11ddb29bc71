import { describe, expect, it } from '@jest/globals'
import { byRule, ruleOf } from '../../../src/features/customers/auto-tags/by.js'
import { diffTags } from '../../../src/features/customers/auto-tags/diff.js'
import { autoTags, type TagFacts, type TagSettings } from '../../../src/features/customers/auto-tags/rules.js'
import { DAY } from '../../../src/kit/clock.js'

const NOW = Date.parse('2026-09-01T10:00:00+08:00')
const TODAY = '2026-09-01'
const SETTINGS: TagSettings = {
  ...{ off: [], carYears: 5, insuranceDays: 60, activeDays: 30, activeMessages: 10, signUps: 3 },
}
const NOBODY: TagFacts = { cars: [], family: '', accounts: [], rsvps: [] }
const car = { brand: null, model: null, purchaseDate: null, insuranceUntil: null }
const rsvp = (days: number, children = 0, state: 'signed' | 'cancelled' = 'signed') => ({
  ...{ state, children, signedAt: NOW - days * DAY },
})
const rulesOf = (facts: Partial<TagFacts>, changes: Partial<TagSettings> = {}) =>
  autoTags({ ...NOBODY, ...facts }, { ...SETTINGS, ...changes }, NOW, TODAY).map(
    ({ rule, number, name }) => name ?? `${rule} ${number}`,
  )

describe('tags by rule', () => {
  it.each<[string, Partial<TagFacts>, string[]]>([
    ['nobody', {}, []],
    [
      'their cars, each once',
      {
        cars: [
          { ...car, brand: '追风', model: 'X5 Pro' },
          { ...car, model: 'X5 Pro' },
        ],
      },
      ['追风', 'X5Pro'],
    ],
    ['five years to the day', { cars: [{ ...car, purchaseDate: '2021-09-01' }] }, ['car_age 5']],
    ['a day less', { cars: [{ ...car, purchaseDate: '2021-09-02' }] }, []],
    ['insured for 60 more days', { cars: [{ ...car, insuranceUntil: '2026-10-31' }] }, ['insurance 60']],
    ['insured for longer', { cars: [{ ...car, insuranceUntil: '2026-11-01' }] }, []],
    ['insured no more', { cars: [{ ...car, insuranceUntil: '2026-08-31' }] }, []],
    ['a note on children', { family: '两个娃' }, ['children 0']],
    ['a note on none', { family: '没有孩子' }, []],
    ['a child signed up', { rsvps: [rsvp(10, 1)] }, ['children 1']],
    ['a child that stayed at home', { rsvps: [rsvp(10, 1, 'cancelled')] }, []],
    ['three sign-ups within a year', { rsvps: [rsvp(10), rsvp(100), rsvp(364)] }, ['sign_ups 3']],
    ['one of them longer ago', { rsvps: [rsvp(10), rsvp(100), rsvp(366)] }, []],
    ['who talks', { accounts: [{ lastMessageAt: NOW - 29 * DAY, messages: 10 }] }, ['active 30']],
    ['who said little', { accounts: [{ lastMessageAt: NOW, messages: 9 }] }, []],
    ['who fell silent', { accounts: [{ lastMessageAt: NOW - 30 * DAY, messages: 99 }] }, []],
  ])('%s', (_what, facts, rules) => {
    expect(rulesOf(facts)).toEqual(rules)
  })

  it('are given by no rule that is off', () => {
    expect(rulesOf({ family: '有娃', cars: [{ ...car, model: 'X3' }] }, { off: ['children'] })).toEqual(['X3'])
  })

  it('leave those by hand alone, follow their reasons, and stay away when a colleague took them away', () => {
    const row = (tag: string, by: string) => ({ id: tag, tag, by })
    const rows = [
      row('X3', '小林'),
      row('活跃', 'rule:active 30'),
      row('常参加活动', 'rule:sign_ups 3'),
      row('钓鱼', '小林'),
    ]
    const wanted = new Map([
      ...[['X3', 'rule:model 0'] as const, ['常参加活动', 'rule:sign_ups 4'] as const],
      ...[['有孩子', 'rule:children 1'] as const, ['老车', 'rule:car_age 5'] as const],
    ])
    expect(diffTags(rows, wanted, ['老车'])).toEqual({
      add: [{ tag: '有孩子', by: 'rule:children 1' }],
      change: [{ id: '常参加活动', by: 'rule:sign_ups 4' }],
      remove: ['活跃'],
    })
    expect(ruleOf({ by: byRule({ rule: 'sign_ups', number: 4 }) })).toEqual({ rule: 'sign_ups', number: 4 })
    expect(ruleOf({ by: 'rule:unheard 4' })).toBeNull()
    expect(ruleOf({ by: '小林' })).toBeNull()
  })
})
