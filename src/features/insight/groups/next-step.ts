import type { GroupFacts } from './facts.js'
import type { Vitals } from './vitals.js'

/** What does most for a group now, most urgent first. */
export const NEXT_STEPS = [
  'settle',
  'answer',
  'plan_activity',
  'wake',
  'start_talk',
  'poll',
  'invite',
  'leaders',
  'keep',
] as const
export type NextStep = (typeof NEXT_STEPS)[number]

const MOST_DAYS_WITHOUT_ACTIVITY = 90
/** Below this share of members who speak in a week, the others need a reason. */
const FEW_SPEAK = 0.1
const SMALL = 30

/** The next sensible step for a group, from what a week and a month of it show. */
export function nextStep(
  { incident, open, daysSinceActivity, members, active, activeness, joined }: GroupFacts,
  { polls, influential }: Pick<Vitals, 'polls' | 'influential'>,
): NextStep {
  if (incident) return 'settle'
  if (open >= 3) return 'answer'
  if (daysSinceActivity === null || daysSinceActivity > MOST_DAYS_WITHOUT_ACTIVITY) return 'plan_activity'
  if (members > 0 && active / members < FEW_SPEAK) return 'wake'
  if (activeness === 'inactive') return 'start_talk'
  if (!polls) return 'poll'
  if (members < SMALL && !joined) return 'invite'
  return influential.length ? 'leaders' : 'keep'
}
