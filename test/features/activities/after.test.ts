import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { commitmentTo, draw } from '../../../src/features/activities/after/draw.js'
import { type ReviewFacts, review } from '../../../src/features/activities/after/review.js'

describe('a lottery', () => {
  it('gives what anybody reckons who knows the seed, each at most once, however the codes come in', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 9999 }).map(String), { maxLength: 30 }),
        fc.array(fc.record({ name: fc.constantFrom('一', '二'), count: fc.integer({ min: 0, max: 5 }) }), {
          maxLength: 3,
        }),
        (seed, codes, prizes) => {
          const winners = draw(seed, codes, prizes)
          expect(draw(seed, [...codes].reverse(), prizes)).toEqual(winners)
          const total = prizes.reduce((sum, { count }) => sum + count, 0)
          expect(winners).toHaveLength(Math.min(total, codes.length))
          expect(new Set(winners.map(({ code }) => code)).size).toBe(winners.length)
          const rank = (code: string) => createHash('sha256').update(`${seed}:${code}`).digest('hex')
          const sorted = [...codes].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
          expect(winners.map(({ code }) => code)).toEqual(sorted.slice(0, winners.length))
        },
      ),
      { seed: 7, numRuns: 100 },
    )
  })

  it('is fixed by its commitment', () => {
    expect(commitmentTo('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('the 3+1 review', () => {
  const FACTS: ReviewFacts = {
    ...{ signed: 10, came: 11, heads: 30, walkIns: 2, absent: 1, waiting: 0 },
    ...{ scores: [5, 5, 4, 5, 5], planned: 800_000, spent: 750_000, leads: 3, orders: 1 },
  }

  it('names the three best and the one worst', () => {
    const { highlights, improvement } = review({ ...FACTS, absent: 6, walkIns: 0 })
    expect(highlights.map(({ key }) => key)).toEqual(['score', 'orders', 'leads'])
    expect(improvement).toEqual({ key: 'turnout', params: { kept: 4, signed: 10, percent: 40 } })
  })

  it('complains of the budget, of bad scores, and of figures that nobody wrote down', () => {
    expect(review({ ...FACTS, spent: 1_600_000 }).improvement?.key).toBe('over_budget')
    expect(review({ ...FACTS, scores: [2, 3, 2, 2] }).improvement).toMatchObject({
      key: 'score',
      params: { mean: 2.3 },
    })
    expect(review({ ...FACTS, scores: [], spent: null }).improvement?.key).toBe('no_scores')
  })

  it('never names the same thing twice, and has nothing to say of an activity of which nothing is known', () => {
    const nothing = { signed: 0, came: 0, heads: 0, walkIns: 0, absent: 0, waiting: 0, scores: [], leads: 0, orders: 0 }
    expect(review({ ...nothing, planned: null, spent: 0 })).toEqual({ highlights: [], improvement: null })
    const { highlights, improvement } = review(FACTS)
    expect(highlights.map(({ key }) => key)).not.toContain(improvement?.key)
  })
})
