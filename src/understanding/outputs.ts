import { LEAD_KINDS, MODERATIONS, TOPICS } from './meaning.js'

/** What the classifier answers, in the order of its outputs: lead kinds, any lead, topics, moderation. */
export const LABELS = [...LEAD_KINDS, 'lead', ...TOPICS, ...MODERATIONS] as const

export const LEAD_AT = 0
export const ANY_LEAD_AT = LEAD_KINDS.length
export const TOPIC_AT = ANY_LEAD_AT + 1
export const MODERATION_AT = TOPIC_AT + TOPICS.length
export const OUTPUTS = LABELS.length
