import { describe, expect, it } from '@jest/globals'
import type { ClassSettings } from '../../../src/features/customers/score.js'
import type { Standing } from '../../../src/features/customers/standing.js'
import { classify, fleetScore, lostScore } from '../../../src/features/customers/tables.js'

const NOW = 1_790_000_000_000
const MONTH = 30 * 86_400_000
const SETTINGS: ClassSettings = {
  weights: { spending: 4, loyalty: 3, potential: 3 },
  fromA: 80,
  fromB: 60,
  visitDays: { A: 30, B: 60, C: 90 },
}
const owner = (cars: number, bought: number, referred = 0, open = 0) =>
  ({
    vehicles: Array.from({ length: cars }, () => ({ goneAt: null })),
    leads: [
      ...Array.from({ length: bought }, () => ({ state: 'won', kind: 'purchase' })),
      ...Array.from({ length: referred }, () => ({ state: 'won', kind: 'referral' })),
      ...Array.from({ length: open }, () => ({ state: 'claimed', kind: 'purchase' })),
    ],
  }) as unknown as Standing

describe('tables of their own', () => {
  it.each([
    [12, 6, 2, 100, 'A'],
    [6, 4, 1, 73, 'B'],
    [2, 1, 0, 20, 'C'],
  ])('a fleet of %i cars, %i orders and %i wishes has %i points: %s', (cars, bought, open, score, level) => {
    expect(fleetScore(owner(cars, bought, 0, open), SETTINGS)).toMatchObject({ score, class: level })
  })

  it.each([
    ['售后态度差', 3, 1, 0, 100, 'A'],
    ['嫌贵', 2, 0, 3, 74, 'B'],
    ['换了别的品牌', 1, 0, 12, 22, 'C'],
    ['搬走了，不需要', 2, 0, 0, 38, 'C'],
  ])(
    'who left for 「%s」 is won back by what they were worth and how long ago',
    (reason, cars, referred, months, score, level) => {
      const lost = lostScore(owner(cars, 0, referred), NOW - months * MONTH, reason, SETTINGS, NOW)
      expect(lost).toMatchObject({ score, class: level })
      expect(lost.reasons.map(({ code }) => code)).toContain(score >= 74 ? 'winnable' : 'hard')
    },
  )

  it('are chosen by what the customer is', () => {
    const of = (customer: object) =>
      classify(
        { ...owner(3, 1), members: [], rsvps: [], violations: [], registrations: [], customer } as unknown as Standing,
        SETTINGS,
        NOW,
      )
    expect(of({ kind: 'fleet', lostAt: null }).reasons[0]).toEqual({ code: 'fleet', number: 3 })
    expect(of({ kind: 'fleet', lostAt: NOW, lostReason: '贵' }).reasons.map(({ code }) => code)).toContain('winnable')
    expect(of({ kind: 'retail', lostAt: null }).reasons[0]).toEqual({ code: 'cars', number: 3 })
  })
})
