import { DAY, HOUR, SECOND } from '../../kit/clock.js'
import type { Capability } from '../../message/index.js'
import type { Moderation } from '../../understanding/meaning.js'

export type Rule = Exclude<Moderation, 'clean'>

/** What is done, mildest first. Lengths in seconds. */
export interface Rung {
  type: 'remind' | 'warn' | 'mute' | 'remove' | 'ask_staff'
  seconds: number
  /** What the platform cannot do: a person is asked to do it, or what comes nearest. */
  insteadOf?: 'mute' | 'remove'
}

const hours = (count: number) => (count * HOUR) / SECOND
const remind: Rung = { type: 'remind', seconds: 0 }
const warn: Rung = { type: 'warn', seconds: 0 }
const remove: Rung = { type: 'remove', seconds: 0 }
const askStaff: Rung = { type: 'ask_staff', seconds: 0 }
const mute = (count: number): Rung => ({ type: 'mute', seconds: hours(count) })

/** The n-th standing violation of a rule climbs to the n-th rung; the last one repeats. */
const LADDERS: Record<Rule, readonly Rung[]> = {
  ad: [warn, mute(1), remove],
  illegal: [mute(24), remove],
  abuse: [warn, mute(1), mute(24), askStaff],
  // Asking about a price is no offence: it is moved to a private chat, however often.
  service_price: [remind],
}

/** How long a violation counts towards the next rung. */
export const VIOLATION_LIFETIME = 30 * DAY

/** Whose words go: a reminder leaves them standing. */
export const isRecalled = (rule: Rule) => rule === 'ad' || rule === 'illegal' || rule === 'abuse'

/**
 * The rung for a member, given how many violations of this rule still stand.
 * A VIP is never removed by a machine: a person decides.
 */
export function rungFor(rule: Rule, standing: number, vip: boolean): Rung {
  const ladder = LADDERS[rule]
  const rung = ladder[Math.min(standing, ladder.length - 1)] ?? remind
  return rung.type === 'remove' && vip ? askStaff : rung
}

const NEEDS = { mute: 'mute', remove: 'kick' } as const

/** Where the platform cannot do it, the group sees a warning, and a person does the rest. */
export function withinReach(rung: Rung, can: (capability: Capability) => boolean): readonly Rung[] {
  if ((rung.type !== 'mute' && rung.type !== 'remove') || can(NEEDS[rung.type])) return [rung]
  return [warn, { ...askStaff, insteadOf: rung.type }]
}
