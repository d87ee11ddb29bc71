import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RULES } from '../../../src/features/rule-modes.js'
import { type Rule, rungFor, standingOf, withinReach } from '../../../src/features/rules/ladder.js'
import { flawOf, parseLadder } from '../../../src/features/rules/read-ladder.js'
import { DAY } from '../../../src/kit/clock.js'

const rules = fc.constantFrom(...RULES.filter((rule): rule is Rule => rule !== 'card'))
const counts = fc.nat({ max: 20 })
const standings = fc.constantFrom('new' as const, 'known' as const, 'trusted' as const, 'vip' as const)
const HARSHNESS = ['remind', 'warn', 'mute', 'remove', 'ask_staff']
const HARSH = ['remind', 'warn', 'mute', 'ask_staff', 'remove']

describe('the ladder', () => {
  it('never mutes or removes a VIP: a person decides', () => {
    fc.assert(
      fc.property(rules, counts, (rule, count) => !['mute', 'remove'].includes(rungFor(rule, count, 'vip').type)),
    )
  })

  it('grows no milder with every further offence', () => {
    fc.assert(
      fc.property(rules, counts, fc.constantFrom('new' as const, 'known' as const), (rule, count, standing) => {
        const [now, next] = [rungFor(rule, count, standing), rungFor(rule, count + 1, standing)]
        return HARSH.indexOf(next.type) >= HARSH.indexOf(now.type) || next.type === 'ask_staff'
      }),
    )
  })

  it('never mutes without a length, nor does what the platform cannot', () => {
    fc.assert(
      fc.property(rules, counts, standings, fc.boolean(), (rule, count, standing, able) => {
        const rungs = withinReach(rungFor(rule, count, standing), () => able)
        return rungs.every(
          ({ type, seconds }) => (type !== 'mute' || seconds > 0) && (able || !['mute', 'remove'].includes(type)),
        )
      }),
    )
  })

  it('lets service prices never count against anybody', () => {
    fc.assert(
      fc.property(counts, standings, (count, standing) => rungFor('service_price', count, standing).type === 'remind'),
    )
  })

  it('begins one rung lower for whoever has long been part of the group, and never below a reminder', () => {
    fc.assert(
      fc.property(rules, counts, (rule, count) => {
        const [known, trusted] = [rungFor(rule, count, 'known'), rungFor(rule, count + 1, 'trusted')]
        expect(trusted).toEqual(known)
        return ['remind', 'ask_staff'].includes(rungFor(rule, 0, 'trusted').type)
      }),
    )
  })

  it.each([
    [{ joinedAt: 99 * DAY, messages: 5 }, {}, 'new'],
    [{ joinedAt: 50 * DAY, messages: 5 }, {}, 'known'],
    [{ joinedAt: 5 * DAY, messages: 150 }, {}, 'trusted'],
    [{ joinedAt: 5 * DAY, messages: 20 }, {}, 'known'],
    [{ joinedAt: null, messages: 150 }, {}, 'trusted'],
    [{ joinedAt: 99 * DAY, messages: 5 }, { hasLead: true }, 'vip'],
    [{ joinedAt: 99 * DAY, messages: 5 }, { class: 'A' }, 'vip'],
    [{ joinedAt: 50 * DAY, messages: 5 }, { class: 'B' }, 'trusted'],
    [{ joinedAt: 50 * DAY, messages: 5 }, { class: 'C' }, 'known'],
  ] as const)('%j, of whom the store knows %j, is %s', (member, esteem, standing) => {
    expect(standingOf(member, { hasLead: false, class: null, ...esteem }, 100 * DAY)).toBe(standing)
  })
})

const steps = fc.array(
  fc.record({
    type: fc.constantFrom('remind' as const, 'warn' as const, 'mute' as const, 'remove' as const, 'ask_staff' as const),
    seconds: fc.nat({ max: 40 * 86_400 }),
  }),
  { minLength: 1, maxLength: 8 },
)

describe('a ladder that a store writes', () => {
  it('lets nothing happen that the usual one would not: whatever it is, no VIP is muted or removed', () => {
    fc.assert(
      fc.property(rules, steps, counts, (rule, ladder, count) => {
        const rung = rungFor(rule, count, 'vip', { ladders: { [rule]: ladder } })
        return rung.type !== 'mute' && rung.type !== 'remove'
      }),
    )
  })

  it('climbs, and never begins with a removal, when it is accepted', () => {
    fc.assert(
      fc.property(rules, steps, (rule, ladder) => {
        fc.pre(flawOf(rule, ladder) === null)
        const settings = { ladders: { [rule]: ladder } }
        const taken = ladder.map((_step, n) => HARSHNESS.indexOf(rungFor(rule, n, 'known', settings).type))
        expect(taken).toEqual(taken.toSorted((one, other) => one - other))
        expect(rungFor(rule, 0, 'known', settings).type).not.toBe('remove')
      }),
    )
  })

  it.each([
    ['提醒/警告/禁言1天/移出', 'remind warn mute86400 remove'],
    ['提醒→禁言30分钟→人工', 'remind mute1800 ask_staff'],
    ['remind, mute 2 hours, remove', 'remind mute7200 remove'],
    ['提醒/打一顿', null],
    ['', null],
  ])('is read from %s', (text, expected) => {
    const read = parseLadder(text)?.map(({ type, seconds }) => `${type}${seconds || ''}`)
    expect(read?.join(' ') ?? null).toBe(expected)
  })

  it.each([
    ['ad', '移出', 'removes_first'],
    ['ad', '警告/提醒', 'milder'],
    ['ad', '禁言2小时/禁言1小时', 'milder'],
    ['ad', '人工/警告', 'milder'],
    ['ad', '提醒/禁言0分钟', 'mute'],
    ['ad', '禁言31天', 'mute'],
    ['service_price', '提醒/禁言1天', 'harmless'],
    ['night', '提醒/人工', 'harmless'],
    ['ad', '提醒/提醒/提醒/提醒/提醒/提醒/提醒', 'long'],
    ['ad', '提醒/警告/禁言1天/移出', null],
  ] as const)('of %s: %s is refused as %s', (rule, text, flaw) => {
    expect(flawOf(rule, parseLadder(text) ?? [])).toBe(flaw)
  })
})
