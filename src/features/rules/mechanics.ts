import { foldText } from '../../kit/chinese/fold-text.js'
import { MINUTE, SECOND } from '../../kit/clock.js'
import type { Verdict } from './judge.js'

/** One message of a member, as far as counting needs it. */
export interface Word {
  at: number
  text: string
}

/** So far is looked back. */
export const WITHIN = 10 * MINUTE

const FLOOD = { messages: 12, within: 30 * SECOND }
const REPEATS = 3
/** 哈哈哈 and 早上好 may be said as often as one likes. */
const SHORTEST_REPEAT = 10

/** How many of a member's latest words, oldest first, came in one breath with the last. */
function inABreath(words: readonly Word[]): number {
  const last = words.at(-1)
  return last ? words.filter(({ at }) => last.at - at <= FLOOD.within).length : 0
}

/** Many messages in a breath. */
export function floods(words: readonly Word[]): Verdict | null {
  const last = words.at(-1)
  if (!last || inABreath(words) < FLOOD.messages) return null
  return { rule: 'flood', quote: last.text, score: 1, certainty: 'act' }
}

/** How often the last words were said lately; 0 for what may be said as often as one likes. */
function timesSaid(words: readonly Word[]): number {
  const last = words.at(-1)
  if (!last || last.text.length < SHORTEST_REPEAT) return 0
  const same = (text: string) => foldText(text).replace(/[\s\p{P}\p{S}]/gu, '')
  const own = same(last.text)
  return words.filter((word) => last.at - word.at <= WITHIN && same(word.text) === own).length
}

/** The same words again and again. */
export function repeats(words: readonly Word[]): Verdict | null {
  const last = words.at(-1)
  return last && timesSaid(words) >= REPEATS ? { rule: 'repeat', quote: last.text, score: 1, certainty: 'act' } : null
}

/** How near words come to a flood and to a repetition, 0 to 1. */
export const nearFlood = (words: readonly Word[]): number => inABreath(words) / FLOOD.messages
export const nearRepeat = (words: readonly Word[]): number => timesSaid(words) / REPEATS
