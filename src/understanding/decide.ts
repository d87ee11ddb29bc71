import { LEAD_KINDS, type LeadKind, MODERATIONS, type Moderation, TOPICS, type Topic } from './meaning.js'
import { ANY_LEAD_AT, LEAD_AT, MODERATION_AT, TOPIC_AT } from './outputs.js'
import { THRESHOLDS } from './thresholds.js'

/** The kinds of lead, most certain first: those that stand alone, and at least the likeliest when there is any lead. */
export function decideLeads(scores: Float32Array): LeadKind[] {
  if (scores[ANY_LEAD_AT]! < THRESHOLDS.lead.show) return []
  const kinds = [...LEAD_KINDS].sort((a, b) => kindScore(scores, b) - kindScore(scores, a))
  return kinds.filter((kind, rank) => rank === 0 || kindScore(scores, kind) >= THRESHOLDS[kind].show)
}

/** A violation when it is likelier than not that there is one; the likeliest of them. */
export function decideModeration(scores: Float32Array): Moderation {
  let most = 1
  for (let i = 2; i < MODERATIONS.length; i++) if (scores[MODERATION_AT + i]! > scores[MODERATION_AT + most]!) most = i
  const violation = 1 - scores[MODERATION_AT]!
  return violation >= THRESHOLDS[MODERATIONS[most] as Exclude<Moderation, 'clean'>].show ? MODERATIONS[most]! : 'clean'
}

export function decideTopic(scores: Float32Array): Topic {
  let most = 0
  for (let i = 1; i < TOPICS.length; i++) if (scores[TOPIC_AT + i]! > scores[TOPIC_AT + most]!) most = i
  return TOPICS[most]!
}

function kindScore(scores: Float32Array, kind: LeadKind): number {
  return scores[LEAD_AT + LEAD_KINDS.indexOf(kind)]!
}
