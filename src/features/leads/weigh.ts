import { DAY } from '../../kit/clock.js'
import type { LeadEvidence } from '../../store/index.js'

/** What is known of one member's interest of one kind. */
export interface Known {
  /** 0 to 1, as of `updatedAt`. */
  score: number
  updatedAt: number
  evidence: readonly LeadEvidence[]
}

/** A hint loses half its weight in this time: people talk about a car for days, not for months. */
const HALF_LIFE = 6 * DAY
/** Below this a message says nothing. */
const FAINTEST = 0.12
/** From here one message is enough: of ten such messages more than half are leads, even where people tease and joke. */
const CLEAR = 0.6
export const MOST_EVIDENCE = 12

export const RAISE_AT = 0.5

/**
 * Chatter about cars is full of faint hints, and repetition proves nothing: a message half as sure as a clear one
 * counts a quarter of what is needed. Two or three good hints make a lead, six bad ones do not.
 */
const weightOf = (score: number) => (score >= CLEAR ? score : RAISE_AT * (score / CLEAR) ** 2)

const faded = (score: number, from: number, to: number) => score * 2 ** (-Math.max(0, to - from) / HALF_LIFE)

/** Whether a message of this score is a hint at all. */
export const saysSomething = (score: number): boolean => score >= FAINTEST

/** Adds one message to what is known; null when it says nothing. Hints add up like independent witnesses. */
export function weigh(known: Known | null, hint: LeadEvidence): Known | null {
  if (!saysSomething(hint.score)) return null
  const before = known ? faded(known.score, known.updatedAt, hint.at) : 0
  return {
    score: 1 - (1 - before) * (1 - weightOf(hint.score)),
    updatedAt: hint.at,
    evidence: [...(known?.evidence ?? []), hint].slice(-MOST_EVIDENCE),
  }
}

/** Whether one message said it by itself. The second interest of one member needs that: hints fit several kinds. */
export const isPlain = ({ evidence }: Pick<Known, 'evidence'>): boolean => evidence.some((each) => each.score >= CLEAR)
