import type { GroupFacts } from './facts.js'

/** What does most for a group now, most urgent first. */
export type NextStep = 'settle' | 'answer' | 'plan_activity' | 'wake' | 'start_talk' | 'invite' | 'keep'

const MOST_DAYS_WITHOUT_ACTIVITY = 90
/** Below this share of members who speak in a week, the others need a reason. */
const FEW_SPEAK = 0.1
const SMALL = 30

/** The next sensible step for a group, from what a week of it shows. */
export function nextStep({
  incident,
  open,
  daysSinceActivity,
  members,
  active,
  activeness,
  joined,
}: GroupFacts): NextStep {
  if (incident) return 'settle'
  if (open >= 3) return 'answer'
  if (daysSinceActivity === null || daysSinceActivity > MOST_DAYS_WITHOUT_ACTIVITY) return 'plan_activity'
  if (members > 0 && active / members < FEW_SPEAK) return 'wake'
  if (activeness === 'inactive') return 'start_talk'
  return members < SMALL && !joined ? 'invite' : 'keep'
}
