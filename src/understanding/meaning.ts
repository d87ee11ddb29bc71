/** What a message means, by the labels of docs/labels.md. */

/** 增购 one more car · 换购/置换 replace or sell the present one · 转介绍 somebody else who wants one. */
export const LEAD_KINDS = ['add_on', 'trade_in', 'referral'] as const
export type LeadKind = (typeof LEAD_KINDS)[number]

/** What is asked of the dealer; `none` for chatter. */
export const TOPICS = [
  'none',
  'price',
  'model',
  'test_drive',
  'maintenance',
  'fault',
  'insurance',
  'inspection',
  'parts',
  'event',
  'points',
  'complaint',
  'store',
  'other',
] as const
export type Topic = (typeof TOPICS)[number]

export const MODERATIONS = ['clean', 'ad', 'service_price', 'abuse', 'illegal'] as const
export type Moderation = (typeof MODERATIONS)[number]

/** Why an answer was given: the original words, and which part of us saw them. */
export interface Evidence {
  /** The label that this speaks for. */
  label: LeadKind | Topic | Moderation
  /** Words of the original message, never of the folded one. */
  quote: string
  /** Offsets of the quote in the original text, UTF-16 code units. */
  start: number
  end: number
  /** What saw it: a lexicon entry, a signal (`contact:wechat`…) or `model`. */
  by: string
}

/** The three independent answers for one text. Scores are probabilities, 0 to 1. */
export interface Meaning {
  leads: LeadKind[]
  topic: Topic
  moderation: Moderation
  /** Score of every lead kind and every violation, of the chosen topic, and `lead` for any lead at all. */
  scores: Partial<Record<LeadKind | Topic | Moderation | 'lead', number>>
  evidence: Evidence[]
  /** Version of the model that answered. */
  model: string
}

/** What came before, oldest first. May raise or lower a score. */
export interface Context {
  /** The sender's last messages, each at most a few days old. */
  previous?: string[]
  /** The text that this message answers. */
  replyTo?: string
}

/** Text to meaning: pure, offline, no clock, no database. */
export type Understand = (text: string, context?: Context) => Meaning
