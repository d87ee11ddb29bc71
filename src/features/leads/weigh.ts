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
/** From here one message is enough. */
const CLEAR = 0.5
/** A faint message is less than its score: chatter repeats itself, and repetition proves nothing. */
const FAINT_WEIGHT = 0.6
const MOST_EVIDENCE = 12

export const RAISE_AT = CLEAR

const faded = (score: number, from: number, to: number) => score * 2 ** (-Math.max(0, to - from) / HALF_LIFE)

/** Adds one message to what is known; null when it says nothing. Hints add up like independent witnesses. */
export function weigh(known: Known | null, hint: LeadEvidence): Known | null {
  if (hint.score < FAINTEST) return null
  const before = known ? faded(known.score, known.updatedAt, hint.at) : 0
  const weight = hint.score >= CLEAR ? hint.score : hint.score * FAINT_WEIGHT
  return {
    score: 1 - (1 - before) * (1 - weight),
    updatedAt: hint.at,
    evidence: [...(known?.evidence ?? []), hint].slice(-MOST_EVIDENCE),
  }
}

/** Whether one message said it by itself. The second interest of one member needs that: hints fit several kinds. */
export const isPlain = ({ evidence }: Pick<Known, 'evidence'>): boolean => evidence.some((each) => each.score >= CLEAR)
