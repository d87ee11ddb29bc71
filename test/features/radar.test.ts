import { describe, expect, it } from '@jest/globals'
import { effectOf } from '../../src/features/radar/effect.js'
import { armOf } from '../../src/features/radar/settings.js'
import { reasonsFor } from '../../src/features/radar/weigh.js'

const DAY = 86_400_000
const car = { purchaseDate: null, registeredOn: null, mileage: null, warrantyUntil: null, financedUntil: null }

describe('the replacement radar', () => {
  it('weighs age, mileage, what ends, the family and questions', () => {
    const old = { ...car, purchaseDate: '2020-08-01', mileage: 125_000, warrantyUntil: '2026-10-01' }
    const reasons = reasonsFor({ cars: [old], family: '刚生二胎', asked: 2 }, '2026-09-01')
    expect(reasons.map(({ code, number }) => [code, number])).toEqual([
      ['age', 6],
      ['asked', 2],
      ['mileage', 125_000],
      ['warranty', 30],
      ['family', 1],
    ])
    expect(
      reasonsFor(
        { cars: [{ ...car, purchaseDate: '2024-08-01', mileage: 20_000 }], family: '', asked: 0 },
        '2026-09-01',
      ),
    ).toEqual([])
    expect(
      reasonsFor({ cars: [{ ...car, financedUntil: '2026-08-01' }], family: '三口', asked: 0 }, '2026-09-01'),
    ).toMatchObject([{ code: 'financing', number: -31 }])
  })

  it('draws about a tenth as a control group, the same for the same seed', () => {
    const draw = (seed: string) =>
      Array.from({ length: 2_000 }, (_, n) => armOf(`customer-${n}`, { seed, controlShare: 0.1 }))
    const share = draw('a').filter((arm) => arm === 'control').length / 2_000
    expect(Math.abs(share - 0.1)).toBeLessThan(0.03)
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
  })

  it('compares leads and orders within the same number of days', () => {
    const entries = ['a', 'b', 'c'].map((customerId) => ({
      customerId,
      arm: customerId === 'c' ? ('control' as const) : ('told' as const),
      at: 0,
    }))
    const lead = {
      customerId: 'a',
      kind: 'trade_in' as const,
      state: 'won' as const,
      raisedAt: 10 * DAY,
      endedAt: 100 * DAY,
    }
    const late = { ...lead, customerId: 'c', raisedAt: 95 * DAY, state: 'claimed' as const, endedAt: null }
    expect(effectOf(entries, [lead, late], 200 * DAY)).toEqual([
      { days: 90, arm: 'told', owners: 2, leads: 1, orders: 0 },
      { days: 90, arm: 'control', owners: 1, leads: 0, orders: 0 },
      { days: 180, arm: 'told', owners: 2, leads: 1, orders: 1 },
      { days: 180, arm: 'control', owners: 1, leads: 1, orders: 0 },
    ])
    expect(effectOf(entries, [lead], 80 * DAY).every(({ owners }) => owners === 0)).toBe(true)
  })
})
