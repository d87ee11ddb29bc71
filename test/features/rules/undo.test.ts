import { describe, expect, it } from '@jest/globals'
import { silenceLeft } from '../../../src/features/rules/undo.js'
import { HOUR } from '../../../src/kit/clock.js'

describe('a mute that is taken back', () => {
  const now = 1_000 * HOUR
  const mute = (hoursAgo: number, hours: number) => ({ at: now - hoursAgo * HOUR, seconds: hours * 3_600 })
  const left = (mutedUntil: number | null, taken: ReturnType<typeof mute>[], others: typeof taken = []) =>
    silenceLeft({ mutedUntil, mutedBy: null, account: 'cheyou' }, { taken, others }, now)
  const by = (mutedBy: string, end: number) =>
    silenceLeft({ mutedUntil: end, mutedBy, account: 'cheyou' }, { taken: [mute(1, 2)], others: [] }, now)

  it.each([
    ['is lifted while it runs', left(now + HOUR, [mute(1, 2)]), 0],
    ['is lifted where the platform tells nothing', left(null, [mute(1, 2)]), 0],
    ['is lifted though it came a little late', left(now + HOUR + 60_000, [mute(1, 2)]), 0],
    ['is over, and nothing is lifted', left(now - HOUR, [mute(3, 2)]), null],
    ['leaves what another rule still demands', left(now + 23 * HOUR, [mute(1, 24)], [mute(2, 5)]), 3 * 3_600],
    ['leaves a longer silence that a person gave', left(now + 70 * HOUR, [mute(1, 24)]), null],
    ['leaves a shorter silence that a person gave', left(now + HOUR / 2, [mute(1, 24)]), null],
    ['leaves what a person gave, though it ends as ours does', by('小林', now + HOUR + 60_000), null],
    ['is lifted however late it came', by('cheyou', now + 3 * HOUR), 0],
    ['does not bring back what a person lifted', left(null, []), null],
  ])('%s', (_name, got, wanted) => expect(got).toBe(wanted))
})
