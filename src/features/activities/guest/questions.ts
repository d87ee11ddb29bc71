import type { Activity, Rsvp } from '../../../store/index.js'

/** The next thing that the owner of the activity would like to know; null when nothing is left. Skipped ones are empty. */
export const nextQuestion = ({ plan }: Pick<Activity, 'plan'>, { answers }: Pick<Rsvp, 'answers'>): string | null =>
  plan.questions?.find((question) => answers?.[question] === undefined) ?? null
