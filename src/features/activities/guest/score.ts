import { DAY } from '../../../kit/clock.js'
import type { Activity, Rsvp } from '../../../store/index.js'

/** So long after it was asked for a score is taken for one. */
export const SCORE_WITHIN = 7 * DAY
export const LONGEST_COMMENT = 300

/** Asked how it was, and not answered yet. */
export const awaitsScore = (
  { asking, askedAt, scoredAt }: Pick<Rsvp, 'asking' | 'askedAt' | 'scoredAt'>,
  { endsAt }: Pick<Activity, 'endsAt'>,
  now: number,
): boolean =>
  asking === null && scoredAt === null && askedAt !== null && askedAt >= endsAt && now - askedAt < SCORE_WITHIN

export const thanksFor = (score: number) => (score >= 4 ? 'activities.scored_well' : 'activities.scored')
