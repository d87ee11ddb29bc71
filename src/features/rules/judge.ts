import { certaintyOf } from '../../understanding/index.js'
import type { Meaning, Moderation, Understand } from '../../understanding/meaning.js'
import type { Rule } from './ladder.js'

export interface Verdict {
  rule: Rule
  quote: string
  score: number
  /** act: sure enough to do something to a member · review: a person has a look. */
  certainty: 'act' | 'review'
}

/** The rules that are read out of the words. */
export type SaidRule = Exclude<Moderation, 'clean'>
export const SAID_RULES: readonly SaidRule[] = ['ad', 'service_price', 'abuse', 'illegal']

export type Thresholds = Record<SaidRule, { show: number; act: number }>

/** Guilt comes from one's own words: whoever quotes an advert to complain of it does not advertise. */
const QUOTED = /["“”「『][^"“”」』\n]{4,}["“”」』]/g

const authored = (text: string): string => text.replace(QUOTED, '')

/** Fewer signs are no offence, whatever they stand for elsewhere: an answer to a poll, a name, an ok. */
const SHORTEST: Record<SaidRule, number> = { ad: 6, illegal: 6, service_price: 2, abuse: 2 }

/** What a meaning says about the rules; null when there is nothing to say. `thresholds` say how sure acting needs to be. */
export function judge(meaning: Meaning, text: string, thresholds: Thresholds): Verdict | null {
  if (meaning.moderation === 'clean' || text.trim().length < SHORTEST[meaning.moderation]) return null
  const rule = meaning.moderation
  const score = meaning.scores[rule] ?? 0
  // A guess is no reason to bother anybody, and what a car is worth is a lead rather than a service price.
  if (
    score < thresholds[rule].show ||
    (rule === 'service_price' && meaning.leads.length && score < thresholds[rule].act)
  )
    return null
  const quote = meaning.evidence.find((each) => each.label === rule)?.quote ?? text
  const certain = certaintyOf(meaning.scores, rule)
  return certain >= thresholds[rule].act && !isComplaint(meaning, rule)
    ? { rule, quote, score: certain, certainty: 'act' }
    : { rule, quote, score, certainty: 'review' }
}

/** However rude a complaint is, no machine takes it back or punishes it. */
const isComplaint = ({ topic }: Meaning, rule: SaidRule) => topic === 'complaint' && rule === 'abuse'

/** The words as a whole, and what remains of the verdict without what they quote. */
export function verdictOn(text: string, understand: Understand, thresholds: Thresholds): Verdict | null {
  const own = authored(text)
  const verdict = judge(understand(text), text, thresholds)
  return verdict && own !== text && judge(understand(own), own, thresholds)?.rule !== verdict.rule ? null : verdict
}

/** How sure one has to be that a message goes on with what its sender did within the last hour. */
export const GOES_ON_AT = 0.2
const GOING_ON: readonly SaidRule[] = ['ad', 'illegal', 'abuse']

/**
 * The second half of an advert or a quarrel: by itself it may mean nothing, but one member in fifty breaks a rule and
 * one in three of those goes on, so a fifth of the certainty is enough. `fresh` are the rules broken within the hour.
 */
export function goesOn(meaning: Meaning, text: string, fresh: ReadonlySet<string>): Verdict | null {
  const rule = GOING_ON.find((each) => fresh.has(each) && (meaning.scores[each] ?? 0) >= GOES_ON_AT)
  const certainty = rule && isComplaint(meaning, rule) ? 'review' : 'act'
  return rule ? { rule, quote: text, score: meaning.scores[rule] ?? 0, certainty } : null
}
