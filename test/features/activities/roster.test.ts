import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { applyChain, applyIntent, settle } from '../../../src/features/activities/apply-intent.js'
import { type Roster, summarise } from '../../../src/features/activities/roster.js'
import type { RsvpIntent, RsvpMeaning } from '../../../src/features/activities/rsvp-intent.js'

const say = (meaning: RsvpMeaning): RsvpIntent => ({ ...meaning, confidence: 0.9, evidence: [] }) as RsvpIntent
const join = (adults: number, children = 0) => say({ type: 'join', adults, children, absolute: true })

/** Who said what, one after the other. */
function heard(
  steps: [person: string, intent: RsvpIntent][],
  limits: { cap?: { cars?: number; people?: number }; deadline?: number } = {},
) {
  let roster: Roster = []
  const outcomes: string[] = []
  const promoted: string[] = []
  steps.forEach(([person, intent], at) => {
    const applied = applyIntent(roster, person, intent, { at, ...limits })
    roster = applied.roster
    outcomes.push(applied.outcome)
    promoted.push(...applied.promoted)
  })
  return { roster, outcomes, promoted }
}

const heads = fc.record({ adults: fc.integer({ min: 0, max: 5 }), children: fc.integer({ min: 0, max: 4 }) })
const intent: fc.Arbitrary<RsvpIntent> = fc.oneof(
  heads.map((who) => say({ type: 'join', ...who, absolute: true })),
  heads.map((who) => say({ type: 'change', ...who })),
  heads.map((who) => say({ type: 'add', ...who })),
  heads.map((who) => say({ type: 'reduce', ...who })),
  fc.constant(say({ type: 'join', adults: 1, children: 0, absolute: false })),
  fc.constant(say({ type: 'cancel' })),
  fc.constant(say({ type: 'restore' })),
  fc.constant(say({ type: 'undecided' })),
)
const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), intent), { maxLength: 40 })
const caps = fc.record({
  cars: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  people: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
})

describe('the list of an activity', () => {
  it('never gives out more seats than there are, whatever is said in whatever order', () => {
    fc.assert(
      fc.property(steps, caps, (said, cap) => {
        const { roster } = heard(said, { cap })
        const { families, adults, children } = summarise(roster)
        expect(families).toBeLessThanOrEqual(cap.cars ?? Number.POSITIVE_INFINITY)
        expect(adults + children).toBeLessThanOrEqual(cap.people ?? Number.POSITIVE_INFINITY)
      }),
    )
  })

  it('has every person once, with a party of at least one, and totals that are the sums', () => {
    fc.assert(
      fc.property(steps, caps, (said, cap) => {
        const { roster } = heard(said, { cap })
        expect(new Set(roster.map(({ person }) => person)).size).toBe(roster.length)
        for (const { adults, children } of roster)
          expect(adults >= 0 && children >= 0 && adults + children > 0).toBe(true)
        const seated = roster.filter(({ state }) => state === 'signed')
        const sum = (pick: 'adults' | 'children') => seated.reduce((total, entry) => total + entry[pick], 0)
        expect(summarise(roster)).toMatchObject({
          families: seated.length,
          adults: sum('adults'),
          children: sum('children'),
        })
      }),
    )
  })

  it('is as before when a member cancels and comes back while nobody waits', () => {
    fc.assert(
      fc.property(steps, caps, (said, cap) => {
        const { roster } = heard(said, { cap })
        if (roster.some(({ state }) => state === 'waiting')) return
        const facts = (list: Roster) =>
          list.map(({ person, adults, children, state }) => ({ person, adults, children, state }))
        for (const { person, state } of roster) {
          if (state !== 'signed') continue
          const gone = applyIntent(roster, person, say({ type: 'cancel' }), { at: 100, cap })
          const back = applyIntent(gone.roster, person, say({ type: 'restore' }), { at: 101, cap })
          expect(facts(back.roster)).toEqual(facts(roster))
        }
      }),
    )
  })

  it('leaves nobody waiting who would fit', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 4 }), (said, cars) => {
        const { roster } = heard(said, { cap: { cars } })
        const { families, waiting } = summarise(roster)
        if (waiting > 0) expect(families).toBe(cars)
      }),
    )
  })

  it('moves up the first that waits when somebody cancels', () => {
    const { roster, outcomes, promoted } = heard(
      [
        ['a', join(2)],
        ['b', join(2, 1)],
        ['c', join(1)],
        ['d', join(3)],
        ['b', say({ type: 'cancel' })],
      ],
      { cap: { cars: 2 } },
    )
    expect(outcomes).toEqual(['signed', 'signed', 'waiting', 'waiting', 'cancelled'])
    expect(promoted).toEqual(['c'])
    expect(roster.find(({ person }) => person === 'd')?.state).toBe('waiting')
  })

  it('passes over a party that is too large for the seat that came free', () => {
    const { promoted } = heard(
      [
        ['a', join(4)],
        ['b', join(2)],
        ['c', join(4)],
        ['d', join(2)],
        ['b', say({ type: 'cancel' })],
      ],
      { cap: { people: 6 } },
    )
    expect(promoted).toEqual(['d'])
  })

  it('refuses newcomers and growth after the deadline, and lets people leave', () => {
    const { outcomes } = heard(
      [
        ['a', join(2, 1)],
        ['b', join(2)],
        ['c', join(1)],
        ['a', join(3, 1)],
        ['a', say({ type: 'reduce', adults: 0, children: 1 })],
        ['b', say({ type: 'cancel' })],
        ['b', say({ type: 'restore' })],
      ],
      { deadline: 1 },
    )
    expect(outcomes).toEqual([
      'signed',
      'signed',
      'refused_after_deadline',
      'refused_after_deadline',
      'changed',
      'cancelled',
      'refused_after_deadline',
    ])
  })

  it('keeps the present seats when a party grows beyond the cap', () => {
    const { roster, outcomes } = heard(
      [
        ['a', join(2)],
        ['b', join(2)],
        ['a', say({ type: 'add', adults: 2, children: 0 })],
      ],
      { cap: { people: 5 } },
    )
    expect(outcomes.at(-1)).toBe('full')
    expect(summarise(roster)).toMatchObject({ adults: 4 })
  })

  it('asks back instead of guessing', () => {
    const unsure: RsvpIntent = { type: 'join', adults: 1, children: 0, absolute: false, confidence: 0.4, evidence: [] }
    expect(heard([['a', unsure]]).outcomes).toEqual(['ask'])
    expect(
      heard([
        ['a', join(1, 1)],
        ['a', say({ type: 'reduce', adults: 3, children: 0 })],
      ]).outcomes,
    ).toEqual(['signed', 'ask'])
  })

  it('says already to a repetition, and does not let a bare +1 shrink a family', () => {
    const bare = say({ type: 'join', adults: 1, children: 0, absolute: false })
    expect(
      heard([
        ['a', join(2, 1)],
        ['a', join(2, 1)],
        ['a', bare],
      ]).outcomes,
    ).toEqual(['signed', 'already', 'already'])
  })

  it('lets staff put somebody in past the deadline and over the cap', () => {
    const { roster } = heard([['a', join(2)]], { cap: { cars: 1 } })
    const settled = settle(roster, 'b', { adults: 1, children: 1 }, { at: 9, cap: { cars: 1 }, deadline: 1 })
    expect(settled.outcome).toBe('signed')
    expect(summarise(settled.roster)).toMatchObject({ families: 2, adults: 3, children: 1 })
  })
})

describe('a pasted chain', () => {
  const ids: Record<string, string> = { 老李: 'li', 老何: 'he', 阿珍: 'zhen' }
  const resolve = (name: string) => ids[name]
  const line = (name: string, adults: number, children = 0) => ({ name, adults, children, stated: true })

  it('is the sender’s word for the sender, and a sign-up for members who have said nothing', () => {
    const { roster, lines } = applyChain(
      [],
      'zhen',
      [line('老李', 2), line('阿珍', 1, 1), line('无名氏', 1)],
      resolve,
      { at: 1 },
    )
    expect(roster.map(({ person, by }) => [person, by])).toEqual([
      ['li', 'chain'],
      ['zhen', 'self'],
    ])
    expect(lines.map(({ outcome }) => outcome)).toEqual(['signed', 'signed', 'unchanged'])
  })

  it('overrides nobody else’s own word and brings back nobody who cancelled', () => {
    const { roster } = heard([
      ['li', join(3)],
      ['he', join(2)],
      ['he', say({ type: 'cancel' })],
    ])
    const chained = applyChain(roster, 'zhen', [line('老李', 1), line('老何', 2), line('阿珍', 1)], resolve, { at: 9 })
    expect(chained.roster.map(({ person, adults, state }) => [person, adults, state])).toEqual([
      ['li', 3, 'signed'],
      ['he', 2, 'cancelled'],
      ['zhen', 1, 'signed'],
    ])
  })

  it('gives way to what the person says later', () => {
    const chained = applyChain([], 'zhen', [line('老李', 2), line('阿珍', 1)], resolve, { at: 1 })
    const { roster } = applyIntent(chained.roster, 'li', say({ type: 'change', adults: 1, children: 0 }), { at: 2 })
    expect(roster[0]).toMatchObject({ person: 'li', adults: 1, by: 'self' })
  })
})
