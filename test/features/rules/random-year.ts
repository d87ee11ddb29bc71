import fc from 'fast-check'
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/kit/clock.js'

/** Who is in the group: a member like any other, two VIPs, one of class B, a colleague, a platform admin. */
export const PEOPLE = ['老周', '冬瓜', '有线索', 'A类', 'B类', '佳佳', '群主'] as const

export type Deed =
  | { type: 'say'; words: string; score: string }
  | { type: 'flood' | 'repeat' | 'link' | 'contact' | 'join' | 'leave' | 'spoil' }
  /** A person mutes, or lets speak again (0). */
  | { type: 'mute'; seconds: number }
  /** A colleague takes back, or confirms, some case. */
  | { type: 'undo' | 'confirm'; which: number }

/** Something that happens, so long after the one before. */
export interface Happening {
  who: (typeof PEOPLE)[number]
  where: 'owners' | 'watched'
  deed: Deed
  after: number
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      words: fc.constantFrom('ad', 'ad', 'abuse', 'illegal', 'service_price', 'clean'),
      score: fc.constantFrom('0.3', '0.82', '0.99'),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      type: fc.constantFrom('flood', 'repeat', 'link', 'contact', 'join', 'leave', 'spoil'),
    }) as fc.Arbitrary<Deed>,
  },
  // 20 minutes and 3 days are no length of the bot's own.
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('mute' as const), seconds: fc.constantFrom(0, 1_200, 259_200) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('undo' as const, 'confirm' as const), which: fc.nat(500) }),
  },
)

const happening: fc.Arbitrary<Happening> = fc.record({
  who: fc.constantFrom(...PEOPLE),
  where: fc.constantFrom('owners', 'owners', 'owners', 'watched'),
  deed,
  after: fc.constantFrom(5 * SECOND, 70 * SECOND, 25 * MINUTE, 7 * HOUR, 20 * HOUR, 3 * DAY, 5 * DAY),
})

/** The same year for the same seed. */
export function randomYear(seed: number): Happening[] {
  const [all = []] = fc.sample(fc.array(happening, { minLength: 400, maxLength: 400 }), { numRuns: 1, seed })
  const year: Happening[] = []
  let passed = 0
  for (const each of all) {
    passed += each.after
    if (passed >= 365 * DAY) break
    year.push(each)
  }
  return year
}
