import type { ChainLine, Heads } from './rsvp-intent.js'

export type SignUpState = 'signed' | 'waiting' | 'cancelled'

export interface SignUp extends Heads {
  person: string
  state: SignUpState
  /** Instant (UTC ms) from which the place in the queue counts. */
  since: number
  /** Who said so last. `chain` is a line that somebody else wrote. */
  by: 'self' | 'chain' | 'staff'
}

/** In the order of signing up. Every person at most once. */
export type Roster = readonly SignUp[]

export interface Limits {
  /** Seats by sign-ups (`cars`), by heads (`people`), or both. */
  cap?: { cars?: number; people?: number }
  /** Last instant, UTC ms, at which new sign-ups and increases are taken. */
  deadline?: number
}

export type Outcome =
  | 'signed'
  | 'changed'
  | 'cancelled'
  | 'waiting'
  /** An increase for which no seats are left; the present sign-up stays. */
  | 'full'
  | 'refused_after_deadline'
  | 'already'
  | 'unchanged'
  | 'ask'

export interface Applied {
  roster: Roster
  outcome: Outcome
  /** People who moved up from the waiting list. */
  promoted: string[]
}

export type Resolve = (name: string) => string | undefined

export interface AppliedChain {
  roster: Roster
  lines: { name: string; person?: string; outcome: Outcome }[]
  promoted: string[]
}

export type { ChainLine, Heads }

export interface Summary extends Heads {
  /** Sign-ups that have a seat: families, or cars. */
  families: number
  /** Sign-ups on the waiting list. */
  waiting: number
}

export function summarise(roster: Roster): Summary {
  const total = { families: 0, adults: 0, children: 0, waiting: 0 }
  for (const { state, adults, children } of roster) {
    if (state === 'waiting') total.waiting++
    if (state !== 'signed') continue
    total.families++
    total.adults += adults
    total.children += children
  }
  return total
}

/** Whether one more sign-up of this size finds seats beside those that are signed. */
export function fits(roster: Roster, heads: Heads, cap: Limits['cap'], except?: string): boolean {
  const others = roster.filter((entry) => entry.person !== except)
  const { families, adults, children } = summarise(others)
  if (cap?.cars !== undefined && families + 1 > cap.cars) return false
  return cap?.people === undefined || adults + children + heads.adults + heads.children <= cap.people
}

/** Gives free seats to the first of the waiting list that fits, again and again. */
export function promote(roster: Roster, cap: Limits['cap']): { roster: Roster; promoted: string[] } {
  const promoted: string[] = []
  let now = roster
  const queue = roster.filter((entry) => entry.state === 'waiting').sort((a, b) => a.since - b.since)
  for (const entry of queue) {
    if (!fits(now, entry, cap)) continue
    now = now.map((other) => (other.person === entry.person ? { ...other, state: 'signed' as const } : other))
    promoted.push(entry.person)
  }
  return { roster: now, promoted }
}

/** Takes the seats of those who did not confirm in time, for others who wait; with nobody waiting they keep them. */
export function release(
  roster: Roster,
  late: readonly string[],
  cap: Limits['cap'],
  now: number,
): { roster: Roster; promoted: string[]; released: string[] } {
  const promoted: string[] = []
  const released: string[] = []
  let present = roster
  for (const person of late) {
    const without = present.map((entry) =>
      entry.person === person ? { ...entry, state: 'waiting' as const, since: now } : entry,
    )
    const moved = promote(without, cap)
    if (moved.promoted.includes(person)) continue
    if (!moved.promoted.length) continue
    present = moved.roster
    promoted.push(...moved.promoted)
    released.push(person)
  }
  return { roster: present, promoted, released }
}
