import { MINUTE } from '../../../kit/clock.js'
import { complains, type GroupWord } from '../complaint-signs.js'
import { grievances } from '../complaint-threads.js'

/** Several members on one grievance within minutes. */
export interface Storm {
  /** Its words, oldest first. */
  words: GroupWord[]
  /** Platform ids, in the order in which they joined. */
  accounts: string[]
}

/** Fewer than these grumble; more than that is no storm but a slow matter, which the reports show. */
const MEMBERS = 3
export const WITHIN = 30 * MINUTE

/** The storm that the last word of a group belongs to, or null. `words` are those of the last half-hour or more. */
export function stormIn(words: readonly GroupWord[]): Storm | null {
  const last = words.at(-1)
  if (!last || !complains(last)) return null
  const recent = words.filter((word) => last.at - word.at <= WITHIN)
  // Comparing what was said costs the most, and too few people make no storm whatever they say.
  if (new Set(recent.filter(complains).map((word) => word.account)).size < MEMBERS) return null
  const thread = grievances(recent).find((each) => each.includes(last))
  const accounts = [...new Set(thread?.map((word) => word.account))]
  return thread && accounts.length >= MEMBERS ? { words: thread, accounts } : null
}
