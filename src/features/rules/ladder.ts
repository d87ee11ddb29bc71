import { DAY, HOUR, SECOND } from '../../kit/clock.js'
import type { Capability } from '../../message/index.js'
import type { Member, RuleName } from '../../store/index.js'

export type Rule = RuleName

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
  flood: [remind, mute(1 / 6), mute(1)],
  repeat: [remind, mute(1 / 6), mute(1)],
  link: [askStaff],
}

/** How long a violation counts towards the next rung. */
export const VIOLATION_LIFETIME = 30 * DAY

/** Whose words go: a reminder leaves them standing. */
export const isRecalled = (rule: Rule) => rule === 'ad' || rule === 'illegal' || rule === 'abuse'

/** How a member stands with the group. */
export type Standing = 'new' | 'known' | 'trusted' | 'vip'

const NEW_FOR = 3 * DAY
const TRUSTED_AFTER = { days: 90 * DAY, messages: 100 }

/** A VIP is whoever the sales staff are talking to; the others earn their standing by days and words. */
export function standingOf(
  { joinedAt, messages }: Pick<Member, 'joinedAt' | 'messages'>,
  vip: boolean,
  now: number,
): Standing {
  if (vip) return 'vip'
  if (joinedAt === null) return messages >= TRUSTED_AFTER.messages ? 'trusted' : 'known'
  if (now - joinedAt < NEW_FOR) return 'new'
  return now - joinedAt >= TRUSTED_AFTER.days && messages >= TRUSTED_AFTER.messages ? 'trusted' : 'known'
}

/** Advertisers come to advertise: for these rules a newcomer begins one rung higher. */
const NO_START: readonly Rule[] = ['ad', 'illegal']

/**
 * The rung for a member, given how many violations of this rule still stand. Whoever has long been part of the group
 * is first reminded; about a VIP a person decides, as soon as more than words are due.
 */
export function rungFor(rule: Rule, count: number, standing: Standing): Rung {
  const ladder = LADDERS[rule]
  const start = standing === 'new' && NO_START.includes(rule) ? 1 : 0
  const rung = ladder[Math.min(count + start, ladder.length - 1)] ?? remind
  if (standing === 'vip' && (rung.type === 'mute' || rung.type === 'remove')) return askStaff
  return standing === 'trusted' && count === 0 && rung.type === 'mute' ? warn : rung
}

const NEEDS = { mute: 'mute', remove: 'kick' } as const

/** Where the platform cannot do it, the group sees a warning, and a person does the rest. */
export function withinReach(rung: Rung, can: (capability: Capability) => boolean): readonly Rung[] {
  if ((rung.type !== 'mute' && rung.type !== 'remove') || can(NEEDS[rung.type])) return [rung]
  return [warn, { ...askStaff, insteadOf: rung.type }]
}
