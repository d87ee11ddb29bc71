import { LEAD_KINDS, type LeadKind, type Meaning, MODERATIONS, type Moderation } from '../understanding/meaning.js'
import { witnessed } from '../understanding/odds.js'
import { certaintyOf, THRESHOLDS } from '../understanding/thresholds.js'
import type { Opinion } from './opinion.js'

type Rule = Exclude<Moderation, 'clean'>
const RULES = MODERATIONS.filter((each) => each !== 'clean')

/** How much a word of the second opinion weighs: it multiplies or divides the odds by this. */
const WEIGHT = 6
/** A model's opinion alone never makes the bot act. */
const JUST_BELOW = 0.01

const stronger = (score: number) => witnessed(score, WEIGHT)
const weaker = (score: number) => witnessed(score, 1 / WEIGHT)

/**
 * What a meaning is worth after a second opinion: it is one more witness, so labels that it names gain, and others
 * lose. A violation stays below the certainty from which the bot acts, whatever the opinion says.
 */
export function revise(meaning: Meaning, opinion: Opinion, text: string): Meaning {
  const scores = { ...meaning.scores }
  for (const kind of LEAD_KINDS) {
    const score = scores[kind] ?? 0
    scores[kind] = opinion.leads.includes(kind) ? stronger(score) : weaker(score)
  }
  scores.lead = opinion.leads.length ? stronger(scores.lead ?? 0) : weaker(scores.lead ?? 0)
  for (const rule of RULES) {
    const score = scores[rule] ?? 0
    const revised = opinion.moderation === rule ? stronger(score) : weaker(score)
    scores[rule] = Math.min(revised, THRESHOLDS[rule].act - JUST_BELOW)
  }
  // An advert and an illegal offer count together when the bot acts.
  const surplus = certaintyOf(scores, 'ad') - (Math.min(THRESHOLDS.ad.act, THRESHOLDS.illegal.act) - JUST_BELOW)
  const lesser = (scores.ad ?? 0) < (scores.illegal ?? 0) ? 'ad' : 'illegal'
  if (surplus > 0) scores[lesser] = Math.max(0, (scores[lesser] ?? 0) - surplus)
  scores.clean = Math.max(0, 1 - RULES.reduce((sum, rule) => sum + (scores[rule] ?? 0), 0))
  const leads = chooseLeads(scores)
  const moderation = chooseModeration(scores)
  const kept = meaning.evidence.filter(({ label }) => !isOverruled(label, leads, moderation))
  const added = [...leads, ...(moderation === 'clean' ? [] : [moderation])]
    .filter((label) => !kept.some((each) => each.label === label))
    .map((label) => ({ label, quote: text, start: 0, end: text.length, by: 'opinion' }))
  return { ...meaning, leads, moderation, scores, evidence: [...kept, ...added] }
}

type Scores = Meaning['scores']

function chooseLeads(scores: Scores): LeadKind[] {
  if ((scores.lead ?? 0) < THRESHOLDS.lead.show) return []
  const ranked = [...LEAD_KINDS].sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))
  return ranked.filter((kind, rank) => rank === 0 || (scores[kind] ?? 0) >= THRESHOLDS[kind].show)
}

function chooseModeration(scores: Scores): Moderation {
  const worst = RULES.reduce<Rule>((one, other) => ((scores[other] ?? 0) > (scores[one] ?? 0) ? other : one), 'ad')
  return (scores[worst] ?? 0) >= THRESHOLDS[worst].show ? worst : 'clean'
}

const isOverruled = (label: string, leads: readonly string[], moderation: Moderation) =>
  ((LEAD_KINDS as readonly string[]).includes(label) && !leads.includes(label)) ||
  ((RULES as readonly string[]).includes(label) && label !== moderation)
