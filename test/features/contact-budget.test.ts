import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { allowanceOf, decideForCustomer, type Past } from '../../src/features/contact-budget.js'

const DAY = 86_400_000

it('whatever wants to be said in a year, by whichever feature: nobody hears more than their class allows, nor after 退订', () => {
  const wish = fc.record({
    day: fc.integer({ min: 0, max: 364 }),
    kind: fc.constantFrom('broadcast', 'points', 'invitation', 'birthday', 'insurance'),
  })
  const history = fc.record({
    class: fc.constantFrom('A' as const, 'B' as const, 'C' as const, null),
    wishes: fc.array(wish, { minLength: 50, maxLength: 200 }),
    stoppedFrom: fc.option(fc.integer({ min: 0, max: 364 })),
  })
  fc.assert(
    fc.property(history, ({ class: kept, wishes, stoppedFrom }) => {
      const past: (Past & { kind: string })[] = []
      for (const { day, kind } of wishes.toSorted((one, other) => one.day - other.day)) {
        const at = day * DAY
        const stopped = stoppedFrom !== null && day >= stoppedFrom
        const held = decideForCustomer({ class: kept, marketingStoppedAt: stopped ? at : null }, past, at)
        past.push({ kind, at, state: held ? 'held' : 'sent' })
        if (stopped) expect(held).toBe('stopped')
      }
      const { times, weeks } = allowanceOf(kept)
      const sent = past.filter(({ state }) => state === 'sent')
      if (stoppedFrom === null) expect(sent.length).toBeGreaterThan(0)
      for (const { at } of sent)
        expect(sent.filter((each) => each.at <= at && each.at > at - weeks * 7 * DAY).length).toBeLessThanOrEqual(times)
    }),
    { numRuns: 50, seed: 7 },
  )
})
