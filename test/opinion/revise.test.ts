import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Opinion, revise } from '../../src/opinion/index.js'
import { certaintyOf, isUncertain, type Meaning, THRESHOLDS } from '../../src/understanding/index.js'
import { LEAD_KINDS, MODERATIONS } from '../../src/understanding/meaning.js'

const meaning = (scores: Meaning['scores']): Meaning => ({
  leads: [],
  topic: 'none',
  moderation: 'clean',
  scores: { clean: 1, ...scores },
  evidence: [],
  model: 'm',
})
const TEXT = '老二出生了后排挤得慌'
const says = (opinion: Partial<Opinion>): Opinion => ({ leads: [], moderation: 'clean', ...opinion })

describe('a second opinion', () => {
  it('turns a hint into a lead that sales may see, with the words as evidence', () => {
    const before = meaning({ lead: 0.4, trade_in: 0.35, add_on: 0.1 })
    const after = revise(before, says({ leads: ['trade_in'] }), TEXT)
    expect(after).toMatchObject({ leads: ['trade_in'], evidence: [{ label: 'trade_in', quote: TEXT, by: 'opinion' }] })
    expect(after.scores.trade_in).toBeGreaterThan(0.6)
  })

  it('drops a lead that was none', () => {
    const before = { ...meaning({ lead: 0.7, trade_in: 0.65 }), leads: ['trade_in' as const] }
    expect(revise(before, says({}), TEXT)).toMatchObject({ leads: [], evidence: [] })
  })

  it('turns a suspicion into a case for review, and drops a case that was none', () => {
    expect(revise(meaning({ clean: 0.65, ad: 0.3 }), says({ moderation: 'ad' }), TEXT).moderation).toBe('ad')
    expect(revise(meaning({ clean: 0.3, ad: 0.6 }), says({}), TEXT).moderation).toBe('clean')
  })

  const score = fc.double({ min: 0, max: 1, noNaN: true })
  const labels = [...LEAD_KINDS, 'lead', ...MODERATIONS] as const
  const scored = fc
    .array(score, { minLength: labels.length, maxLength: labels.length })
    .map((values) => meaning(Object.fromEntries(labels.map((label, n) => [label, values[n] as number]))))
  const opinion = fc.record({ leads: fc.subarray([...LEAD_KINDS]), moderation: fc.constantFrom(...MODERATIONS) })

  it('never makes the bot act on anybody, and keeps scores probabilities', () => {
    fc.assert(
      fc.property(scored, opinion, (before, given) => {
        const { scores, moderation, evidence } = revise(before, given, TEXT)
        for (const rule of MODERATIONS)
          if (rule !== 'clean') expect(certaintyOf(scores, rule)).toBeLessThan(THRESHOLDS[rule].act)
        expect(Object.values(scores).every((each) => each >= 0 && each <= 1)).toBe(true)
        if (moderation !== 'clean') expect(evidence.some(({ label }) => label === moderation)).toBe(true)
      }),
    )
  })

  it('is one witness among others: what we see no sign of stays unseen', () => {
    const nothing = meaning({ lead: 0.02, trade_in: 0.01 })
    expect(revise(nothing, says({ leads: ['trade_in'], moderation: 'abuse' }), TEXT)).toMatchObject({
      leads: [],
      moderation: 'clean',
    })
  })

  it('is asked for between what is shown and what is acted on', () => {
    const uncertain = (scores: Meaning['scores']) => isUncertain(meaning(scores))
    expect([0.1, 0.4, 0.7, 0.95].map((lead) => uncertain({ lead }))).toEqual([false, true, true, false])
    expect([0.05, 0.3, 0.6, 0.95].map((ad) => uncertain({ clean: 1 - ad, ad }))).toEqual([false, true, true, false])
    // Whoever is going to be sent out is not asked about for a lead.
    expect(uncertain({ clean: 0.05, ad: 0.95, lead: 0.5 })).toBe(false)
  })
})
