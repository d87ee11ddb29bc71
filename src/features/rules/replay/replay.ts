import { setImmediate as breathe } from 'node:timers/promises'
import type { ReplayHit, RuleName } from '../../../store/index.js'
import type { Understand } from '../../../understanding/meaning.js'
import { SAID_RULES, type Thresholds, verdictOn } from '../judge.js'

/** A message of a customer, as it was said. */
export interface PastWord {
  messageId: string
  at: number
  name: string
  text: string
}

export interface Replay {
  hits: ReplayHit[]
  misses: ReplayHit[]
}

const NEAREST = 10
/** So many hits are shown to a person, who judges what they saw. */
export const SHOWN = 20
/** Other work has its turn after so many messages. */
const AT_ONCE = 100

/** What the rules would say to each message by itself. The same messages give the same answer. */
export async function replayRules(
  words: readonly PastWord[],
  understand: Understand,
  thresholds: Thresholds,
): Promise<Replay> {
  const hits: ReplayHit[] = []
  const near: ReplayHit[] = []
  for (const [n, { messageId, at, name, text }] of words.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await breathe()
    const base = { messageId, at, name, right: null }
    const verdict = verdictOn(text, understand, thresholds)
    if (verdict?.certainty === 'act')
      hits.push({ ...base, rule: verdict.rule, quote: verdict.quote, score: verdict.score })
    else near.push({ ...base, quote: text, ...nearest(understand(text).scores) })
  }
  const misses = near
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .slice(0, NEAREST)
    .filter(({ score }) => score > 0)
  return { hits, misses }
}

/** The rule that a message came nearest to. */
function nearest(scores: Record<string, number>): { rule: RuleName; score: number } {
  const rule = SAID_RULES.reduce((best, each) => ((scores[each] ?? 0) > (scores[best] ?? 0) ? each : best))
  return { rule, score: scores[rule] ?? 0 }
}

/** Below this a rule must not act by itself. */
export const LEAST_PRECISION = 0.8

/** Of the hits of a rule that a person has looked at, the share that was right; null when nobody has looked. */
export function precisionOf(hits: readonly ReplayHit[], rule: RuleName): number | null {
  const seen = hits.filter((hit) => hit.rule === rule && hit.right !== null)
  return seen.length ? seen.filter((hit) => hit.right).length / seen.length : null
}
