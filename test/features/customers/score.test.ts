import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type ClassSettings, scoreOf } from '../../../src/features/customers/score.js'
import type { Standing } from '../../../src/features/customers/standing.js'

const NOW = 1_790_000_000_000
const SETTINGS: ClassSettings = {
  weights: { spending: 4, loyalty: 3, potential: 3 },
  fromA: 80,
  fromB: 60,
  visitDays: { A: 30, B: 60, C: 90 },
}
const times = (number: number, row: object) => Array.from({ length: number }, () => row)
const standing = (cars: number, bought: number, referred: number, open: number, messages: number) =>
  ({
    vehicles: times(cars, { goneAt: null }),
    leads: [
      ...times(bought, { state: 'won', kind: 'purchase' }),
      ...times(referred, { state: 'won', kind: 'referral' }),
      ...times(open, { state: 'claimed', kind: 'add_on' }),
    ],
    members: [{ messages, lastMessageAt: NOW }],
    rsvps: [],
    violations: [],
    registrations: [],
  }) as unknown as Standing

describe('the score of a customer', () => {
  it.each([
    [[1, 0, 0, 0, 0], 38, 'C'],
    [[1, 1, 0, 1, 20], 66, 'B'],
    [[2, 2, 1, 1, 40], 100, 'A'],
  ] as const)('of %j is %i: %s', (known, score, level) =>
    expect(scoreOf(standing(...(known as [number, number, number, number, number])), SETTINGS, NOW)).toMatchObject({
      score,
      class: level,
    }),
  )

  it('stays between 0 and 100, and never falls by a purchase, a referral or a new interest', () => {
    const few = fc.nat({ max: 4 })
    fc.assert(
      fc.property(few, few, few, few, fc.nat({ max: 100 }), (cars, bought, referred, open, talks) => {
        const of = (...known: [number, number, number, number, number]) =>
          scoreOf(standing(...known), SETTINGS, NOW).score
        const before = of(cars, bought, referred, open, talks)
        expect(before >= 0 && before <= 100).toBe(true)
        expect(of(cars, bought + 1, referred, open, talks)).toBeGreaterThanOrEqual(before)
        expect(of(cars, bought, referred + 1, open, talks)).toBeGreaterThanOrEqual(before)
        expect(of(cars, bought, referred, open + 1, talks)).toBeGreaterThanOrEqual(before)
      }),
      { numRuns: 100 },
    )
  })
})
