import type { Meaning } from '../../understanding/meaning.js'
import type { Rule } from './ladder.js'

export interface Verdict {
  rule: Rule
  quote: string
  score: number
  /** act: sure enough to do something to a member · review: a person has a look. */
  certainty: 'act' | 'review'
}

export type Thresholds = Record<Rule, { show: number; act: number }>

/** Guilt comes from one's own words: whoever quotes an advert to complain of it does not advertise. */
const QUOTED = /["“”「『][^"“”」』\n]{4,}["“”」』]/g

export const authored = (text: string): string => text.replace(QUOTED, '')

/** What a meaning says about the rules; null when there is nothing to say. `thresholds` say how sure acting needs to be. */
export function judge(meaning: Meaning, text: string, thresholds: Thresholds): Verdict | null {
  if (meaning.moderation === 'clean') return null
  const rule = meaning.moderation
  const score = meaning.scores[rule] ?? 0
  // A guess is no reason to bother anybody.
  if (score < thresholds[rule].show) return null
  const quote = meaning.evidence.find((each) => each.label === rule)?.quote ?? text
  return { rule, quote, score, certainty: score >= thresholds[rule].act ? 'act' : 'review' }
}
