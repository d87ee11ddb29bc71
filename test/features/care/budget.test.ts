import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import type { DueDate } from '../../../src/features/car-clock.js'
import { type Decision, decide } from '../../../src/features/care/budget.js'
import { isBirthday } from '../../../src/features/care/calendar.js'
import { occasionsOf } from '../../../src/features/care/occasions.js'
import { allowanceOf, decideForGroup } from '../../../src/features/contact-budget.js'
import type { Contact } from '../../../src/store/index.js'

const WEEK = 7 * 86_400_000
const START = DateTime.utc(2026, 1, 1, 9)
const dayAt = (index: number) => START.plus({ days: index }).toISODate() as string
const day = fc.integer({ min: 0, max: 400 }).map(dayAt)
const due: fc.Arbitrary<DueDate> = fc.record({
  kind: fc.constantFrom('service', 'inspection', 'inspection_mark', 'insurance', 'warranty', 'financing'),
  day,
  basis: fc.constant('entered'),
})
const person = fc.record({
  class: fc.constantFrom('A', 'B', 'C', null),
  birthday: fc.option(day.map((each) => each.slice(5))),
  birthdayLunar: fc.constant(false),
  cars: fc.array(fc.record({ purchaseDate: fc.option(day), due: fc.array(due, { maxLength: 8 }) }), { maxLength: 3 }),
  /** The days on which they stop it and want it again. */
  stops: fc.option(fc.tuple(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 1, max: 120 }))),
  hours: fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 7, maxLength: 7 }),
})

describe('the contact budget', () => {
  it('holds through a year of any history', () => {
    fc.assert(
      fc.property(person, ({ stops, hours, cars, ...who }) => {
        const past: Pick<Contact, 'at' | 'state'>[] = []
        const said = new Set<string>()
        for (let index = 0; index < 365; index++) {
          const hour = hours[index % 7] as number
          const today = dayAt(index)
          const now = START.plus({ days: index }).set({ hour }).toMillis()
          const stopped = stops !== null && index >= stops[0] && index < stops[0] + stops[1]
          const occasions = occasionsOf(who, cars, today).filter(({ kind, day }) => !said.has(kind + day))
          const decided: Decision[] = decide(
            occasions,
            { class: who.class, marketingStoppedAt: stopped ? now : null },
            past,
            {
              now,
              hour,
            },
          )
          expect(decided.length).toBe(occasions.length)
          for (const { occasion, held } of decided) {
            past.push({ at: now, state: held ? 'held' : 'sent' })
            if (held) continue
            said.add(occasion.kind + occasion.day)
            expect(stopped).toBe(false)
            expect(hour >= 8 && hour < 21).toBe(true)
            if (occasion.kind === 'birthday') expect(isBirthday(who.birthday as string, false, today)).toBe(true)
            else if (occasion.kind === 'delivery')
              expect(
                cars.some(({ purchaseDate }) => purchaseDate?.slice(5) === today.slice(5) && purchaseDate < today),
              ).toBe(true)
            else expect(occasion.day >= today).toBe(true)
          }
          const { times, weeks } = allowanceOf(who.class)
          const sent = past.filter(({ at, state }) => state === 'sent' && at > now - weeks * WEEK)
          expect(sent.length).toBeLessThanOrEqual(times)
        }
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  it('lets the most important go first, and says why the rest waits', () => {
    const occasions = occasionsOf(
      { birthday: '05-10', birthdayLunar: false },
      [{ purchaseDate: '2024-05-10', due: [{ kind: 'insurance', day: '2026-06-01', basis: 'entered' }] }],
      '2026-05-10',
    )
    const decided = decide(occasions, { class: 'B', marketingStoppedAt: null }, [], { now: START.toMillis(), hour: 10 })
    expect(decided.map(({ occasion, held }) => [occasion.kind, held])).toEqual([
      ['insurance', null],
      ['birthday', 'budget'],
      ['delivery', 'budget'],
    ])
  })

  const heard = { at: START.toMillis(), state: 'sent' as const }
  it.each([
    [{ past: [], isTroubled: false, times: 2 }, null],
    [{ past: [heard], isTroubled: false, times: 2 }, null],
    [{ past: [heard, heard], isTroubled: false, times: 2 }, 'budget'],
    [{ past: [], isTroubled: true, times: 2 }, 'incident'],
  ])('holds for a group too: %j', (group, held) => {
    expect(decideForGroup(group, START.toMillis() + 1)).toBe(held)
  })
})
