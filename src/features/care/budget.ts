import type { CustomerClass } from '../../store/index.js'
import { allowanceOf, type Held, isNight, left, type Past } from '../contact-budget.js'
import { CUSTOMER_KINDS, type Occasion } from './occasions.js'

export interface Decision {
  occasion: Occasion
  /** null: it may be said. */
  held: Held | null
}

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
