import type { Batch, Turn } from './step.js'

export const REFUSED = 'staff.refused'

/** Whoever may not do what they asked for is told so, and it is written down. Answers what to say. */
export function refuse(batch: Batch, turn: Turn, text = batch.say('staff.not_allowed')): string {
  batch.audit(turn, 'staff.refused', {})
  return text
}
