import { DAY, HOUR, SECOND } from '../../kit/clock.js'
import type { Capability } from '../../message/index.js'
import type { CustomerClass, GroupSettings, LadderStep, Member, RuleName } from '../../store/index.js'

/** The rules that are held against what somebody says; the name card has its own reminders. */
export type Rule = Exclude<RuleName, 'card'>

/** What is done, mildest first. */
export interface Rung extends LadderStep {
  /** What the platform cannot do: a person is asked to do it, or what comes nearest. */
  insteadOf?: 'mute' | 'remove'
}

const hours = (count: number) => (count * HOUR) / SECOND
const remind: Rung = { type: 'remind', seconds: 0 }
const warn: Rung = { type: 'warn', seconds: 0 }
const remove: Rung = { type: 'remove', seconds: 0 }
const askStaff: Rung = { type: 'ask_staff', seconds: 0 }
const mute = (count: number): Rung => ({ type: 'mute', seconds: hours(count) })

/** The n-th standing violation of a rule climbs to the n-th rung; the last one repeats. A store may write its own. */
const LADDERS: Record<Rule, readonly Rung[]> = {
  ad: [warn, mute(1), remove],
  illegal: [mute(24), remove],
  abuse: [warn, mute(1), mute(24), askStaff],
  // Asking about a price is no offence: it is moved to a private chat, however often.
  service_price: [remind],
  flood: [remind, mute(1 / 6), mute(1)],
  repeat: [remind, mute(1 / 6), mute(1)],
  link: [askStaff],
  newcomer: [warn, warn, askStaff],
  // Whoever cannot sleep has done no wrong.
  night: [remind],
}

/** No offences, whatever a store would like: nothing but words may follow. */
export const HARMLESS: readonly RuleName[] = ['service_price', 'night']

/** How long a violation counts towards the next rung, unless the store says otherwise. */
const VIOLATION_LIFETIME = 30 * DAY

export const ladderOf = (rule: Rule, { ladders }: GroupSettings): readonly Rung[] => ladders?.[rule] ?? LADDERS[rule]

export const lifetimeOf = (rule: Rule, { lifetimes }: GroupSettings): number => lifetimes?.[rule] ?? VIOLATION_LIFETIME

/** Whose words go, whatever the rung; those of the other rules are left standing. */
export const isRecalled = (rule: RuleName) => ['ad', 'illegal', 'abuse', 'newcomer'].includes(rule)

/** How a member stands with the group. */
export type Standing = 'new' | 'known' | 'trusted' | 'vip'

const NEW_FOR = 3 * DAY
const TRUSTED_AFTER = { days: 90 * DAY, messages: 100 }

/** What the store knows of a member beside the group's own talk. */
export interface Esteem {
  /** The sales staff are talking to them. */
  hasLead: boolean
  class: CustomerClass | null
}

/** A VIP is whoever has an open lead or is of class A; B is trusted; the others earn it by days and words. */
export function standingOf(
  { joinedAt, messages }: Pick<Member, 'joinedAt' | 'messages'>,
  { hasLead, class: rank }: Esteem,
  now: number,
): Standing {
  if (hasLead || rank === 'A') return 'vip'
  if (rank === 'B') return 'trusted'
  if (joinedAt === null) return messages >= TRUSTED_AFTER.messages ? 'trusted' : 'known'
  if (now - joinedAt < NEW_FOR) return 'new'
  return now - joinedAt >= TRUSTED_AFTER.days && messages >= TRUSTED_AFTER.messages ? 'trusted' : 'known'
}

/** Advertisers come to advertise: for these rules a newcomer begins one rung higher. */
const NO_START: readonly Rule[] = ['ad', 'illegal', 'abuse']

const startOf = (rule: Rule, standing: Standing): number =>
  standing === 'trusted' ? -1 : standing === 'new' && NO_START.includes(rule) ? 1 : 0

/**
 * The rung for a member, given how many violations of this rule still stand. Whoever has long been part of the group
 * begins one rung lower, with a reminder at least; about a VIP a person decides, as soon as more than words are due.
 */
export function rungFor(rule: Rule, count: number, standing: Standing, settings: GroupSettings = {}): Rung {
  const ladder = ladderOf(rule, settings)
  const height = count + startOf(rule, standing)
  if (height < 0) return ladder[0]?.type === 'ask_staff' ? askStaff : remind
  const rung = ladder[Math.min(height, ladder.length - 1)] ?? remind
  return standing === 'vip' && (rung.type === 'mute' || rung.type === 'remove') ? askStaff : rung
}

const NEEDS = { mute: 'mute', remove: 'kick' } as const

/** Where the platform cannot do it, the group sees a warning, and a person does the rest. */
export function withinReach(rung: Rung, can: (capability: Capability) => boolean): readonly Rung[] {
  if ((rung.type !== 'mute' && rung.type !== 'remove') || can(NEEDS[rung.type])) return [rung]
  return [warn, { ...askStaff, insteadOf: rung.type }]
}
