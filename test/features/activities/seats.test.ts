import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { applyIntent } from '../../../src/features/activities/apply-intent.js'
import { fits, promote, type Roster, release, summarise } from '../../../src/features/activities/roster.js'
import type { RsvpIntent } from '../../../src/features/activities/rsvp-intent.js'

const heads = fc.record({ adults: fc.integer({ min: 1, max: 4 }), children: fc.integer({ min: 0, max: 3 }) })
const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const intent = fc.oneof(
  heads.map((many): RsvpIntent => ({ type: 'join', absolute: true, ...many, confidence: 0.9, evidence: [] })),
  heads.map((many): RsvpIntent => ({ type: 'change', ...many, confidence: 0.9, evidence: [] })),
  heads.map((many): RsvpIntent => ({ type: 'add', ...many, confidence: 0.9, evidence: [] })),
  heads.map((many): RsvpIntent => ({ type: 'reduce', ...many, confidence: 0.9, evidence: [] })),
  fc.constant<RsvpIntent>({ type: 'cancel', confidence: 0.9, evidence: [] }),
  fc.constant<RsvpIntent>({ type: 'restore', confidence: 0.9, evidence: [] }),
)
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('said' as const), person, intent }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const), person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('more' as const), seats: fc.integer({ min: 1, max: 4 }) }) },
)

describe('the seats of an activity', () => {
  it('are never more than there are, by people and by cars, in whatever order people come, go and fall silent', () => {
    const cap = fc.record({ cars: fc.integer({ min: 1, max: 4 }), people: fc.integer({ min: 2, max: 12 }) })
    fc.assert(
      fc.property(cap, fc.array(happening, { maxLength: 60 }), (first, happenings) => {
        let [roster, cap]: [Roster, typeof first] = [[], first]
        for (const [at, each] of happenings.entries()) {
          if (each.kind === 'said') roster = applyIntent(roster, each.person, each.intent, { at, cap }).roster
          else if (each.kind === 'more') {
            cap = { cars: cap.cars + each.seats, people: cap.people + each.seats }
            roster = promote(roster, cap).roster
          } else if (roster.some((entry) => entry.person === each.person && entry.state === 'signed')) {
            const before = roster.length
            roster = release(roster, [each.person], cap, at).roster
            expect(roster).toHaveLength(before)
          }
          const { families, adults, children } = summarise(roster)
          expect(families).toBeLessThanOrEqual(cap.cars)
          expect(adults + children).toBeLessThanOrEqual(cap.people)
        }
        // Nobody waits beside a seat that fits.
        for (const entry of roster) if (entry.state === 'waiting') expect(fits(roster, entry, cap)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
