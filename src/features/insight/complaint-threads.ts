import { DAY, HOUR, MINUTE } from '../../kit/clock.js'

/** One message of the group, as far as finding a shared grievance needs it. */
export interface GroupWord {
  account: string
  /** Names that the member is called by. */
  names: readonly string[]
  at: number
  text: string
  complaint: boolean
}

export interface ComplaintThread {
  from: number
  to: number
  accounts: string[]
}

/** A grievance goes on as long as the next word about it comes within this. */
const SILENCE = 36 * HOUR
/** Right after a complaint, the next complaint is about the same thing. */
const SAME_BREATH = 20 * MINUTE
/** From this much in common two complaints are about the same thing. */
const SHARED = 2

/** One grievance of several members over days is one thread; a grumble that nobody shares is none. */
export function complaintThreads(words: readonly GroupWord[]): ComplaintThread[] {
  const rarity = rareBigrams(words)
  const threads: GroupWord[][] = []
  for (const word of words) {
    if (!word.complaint) continue
    const thread = threads.find((each) => belongs(word, each, rarity))
    if (thread) thread.push(word)
    else threads.push([word])
  }
  return threads
    .filter((thread) => thread.length >= 2)
    .map((thread) => ({
      from: thread[0]?.at ?? 0,
      to: thread.at(-1)?.at ?? 0,
      accounts: [...new Set(thread.map((word) => word.account))],
    }))
}

function belongs(word: GroupWord, thread: readonly GroupWord[], rarity: Map<string, number>): boolean {
  const last = thread.at(-1)
  if (!last || word.at - last.at > SILENCE) return false
  if (thread.some((each) => each.account === word.account) || word.at - last.at <= SAME_BREATH) return true
  if (thread.some((each) => each.names.some((name) => word.text.includes(name)))) return true
  return thread.some((each) => word.at - each.at <= 5 * DAY && inCommon(word.text, each.text, rarity) >= SHARED)
}

/** How surprising it is that both hold the same pairs of characters: the sum of their rarity. */
function inCommon(one: string, other: string, rarity: Map<string, number>): number {
  const pairs = new Set(bigrams(other))
  return [...new Set(bigrams(one))].reduce((sum, pair) => sum + (pairs.has(pair) ? (rarity.get(pair) ?? 0) : 0), 0)
}

const bigrams = (text: string): string[] => {
  const han = text.replace(/[^\p{Script=Han}\p{L}\p{N}]/gu, ' ')
  return Array.from({ length: Math.max(0, han.length - 1) }, (_, n) => han.slice(n, n + 2)).filter(
    (pair) => !pair.includes(' '),
  )
}

/** 1 for a pair that hardly anybody uses, falling to 0 for what one message in twenty holds. */
function rareBigrams(words: readonly GroupWord[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { text } of words) for (const pair of new Set(bigrams(text))) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  const common = Math.max(2, words.length / 20)
  return new Map([...counts].map(([pair, count]) => [pair, Math.max(0, 1 - Math.log(count) / Math.log(common * 2))]))
}
