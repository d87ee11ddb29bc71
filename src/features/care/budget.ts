import { DAY } from '../../kit/clock.js'
import type { Contact, CustomerClass } from '../../store/index.js'
import { CUSTOMER_KINDS, type Occasion } from './occasions.js'

const WEEK = 7 * DAY
/** Not before this hour of the day, nor from that one on. */
const AWAKE = { from: 8, to: 21 }
/** So often in so many weeks a group hears something that it did not ask for. */
const OF_A_GROUP: Allowance = { times: 2, weeks: 1 }

export interface Allowance {
  times: number
  weeks: number
}

/** How often somebody of a class may be written to unasked. */
export const allowanceOf = (kept: CustomerClass | null): Allowance =>
  kept === 'A' ? { times: 2, weeks: 1 } : kept === 'C' ? { times: 1, weeks: 2 } : { times: 1, weeks: 1 }

type Past = Pick<Contact, 'at' | 'state'>
type Held = NonNullable<Contact['why']>

/** How many contacts an allowance leaves; what a colleague was asked to say counts too. */
export const left = ({ times, weeks }: Allowance, past: readonly Past[], now: number): number =>
  Math.max(0, times - past.filter(({ state, at }) => state !== 'held' && at > now - weeks * WEEK).length)

export interface Decision {
  occasion: Occasion
  /** null: it may be said. */
  held: Held | null
}

const isNight = (hour: number) => hour < AWAKE.from || hour >= AWAKE.to

/** Which occasions may be spoken of now: the most important first, and nothing to those who want none. */
export function decide(
  occasions: readonly Occasion[],
  person: { class: CustomerClass | null; marketingStoppedAt: number | null },
  past: readonly Past[],
  /** UTC ms, and the hour where the store is. */
  { now, hour }: { now: number; hour: number },
): Decision[] {
  let budget = left(allowanceOf(person.class), past, now)
  return [...occasions]
    .sort((one, other) => CUSTOMER_KINDS.indexOf(one.kind) - CUSTOMER_KINDS.indexOf(other.kind))
    .map((occasion) => {
      if (person.marketingStoppedAt !== null) return { occasion, held: 'stopped' }
      if (isNight(hour)) return { occasion, held: 'quiet' }
      if (budget === 0) return { occasion, held: 'budget' }
      budget -= 1
      return { occasion, held: null }
    })
}

/** Whether a group may hear something unasked; notices of the last week count against it. */
export function decideForGroup(
  { past, notices, isTroubled }: { past: readonly Past[]; notices: number; isTroubled: boolean },
  { now, hour }: { now: number; hour: number },
): Held | null {
  if (isTroubled) return 'incident'
  if (isNight(hour)) return 'quiet'
  return left(OF_A_GROUP, past, now) > notices ? null : 'budget'
}
