import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { rungFor, standingOf, withinReach } from '../../../src/features/rules/ladder.js'
import { RULES } from '../../../src/features/rules/settings.js'
import { DAY } from '../../../src/kit/clock.js'

const rules = fc.constantFrom(...RULES)
const counts = fc.nat({ max: 20 })
const standings = fc.constantFrom('new' as const, 'known' as const, 'trusted' as const, 'vip' as const)
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

  it.each([
    [{ joinedAt: 99 * DAY, messages: 5 }, false, 'new'],
    [{ joinedAt: 50 * DAY, messages: 5 }, false, 'known'],
    [{ joinedAt: 5 * DAY, messages: 150 }, false, 'trusted'],
    [{ joinedAt: 5 * DAY, messages: 20 }, false, 'known'],
    [{ joinedAt: null, messages: 150 }, false, 'trusted'],
    [{ joinedAt: 99 * DAY, messages: 5 }, true, 'vip'],
  ] as const)('%j is %s a VIP: %s', (member, vip, standing) => {
    expect(standingOf(member, vip, 100 * DAY)).toBe(standing)
  })
})
