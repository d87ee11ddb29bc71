import { type LeadKind, type Meaning, MODERATIONS, type Moderation } from './meaning.js'

/** From which probability on a label is shown to staff, and from which the bot acts on it by itself. */
export interface Threshold {
  show: number
  act: number
}

/**
 * Showing a card to sales may be wrong now and then; a warning or a removal must not. Between the two a person decides.
 * Leads and insults are shown from higher on than the rest: in the mix of a real group most alarms below are false.
 */
export const THRESHOLDS: Record<LeadKind | 'lead' | Exclude<Moderation, 'clean'>, Threshold> = {
  lead: { show: 0.66, act: 0.9 },
  add_on: { show: 0.5, act: 0.9 },
  trade_in: { show: 0.5, act: 0.9 },
  referral: { show: 0.5, act: 0.9 },
  ad: { show: 0.55, act: 0.9 },
  service_price: { show: 0.5, act: 0.85 },
  abuse: { show: 0.8, act: 0.93 },
  illegal: { show: 0.55, act: 0.9 },
}

/** From here on, and below what the bot acts on, a second opinion is worth its price. `violation`: of any kind. */
const UNCERTAIN_FROM = { lead: 0.3, violation: 0.25 }

/** How sure it is that the bot may act: which of two offers it is may stay open, when it surely is one of them. */
export function certaintyOf(scores: Meaning['scores'], rule: Exclude<Moderation, 'clean'>): number {
  const { ad = 0, illegal = 0 } = scores
  return rule === 'ad' || rule === 'illegal' ? ad + illegal : (scores[rule] ?? 0)
}

/** Whether a meaning lies in the band where a second opinion may raise it to a card, or drop it. */
export function isUncertain({ scores }: Meaning): boolean {
  const acts = MODERATIONS.some((each) => each !== 'clean' && certaintyOf(scores, each) >= THRESHOLDS[each].act)
  const lead = scores.lead ?? 0
  const violation = 1 - (scores.clean ?? 1)
  return !acts && ((lead >= UNCERTAIN_FROM.lead && lead < THRESHOLDS.lead.act) || violation >= UNCERTAIN_FROM.violation)
}
