import { DAY, MINUTE } from '../../kit/clock.js'
import { complains, type GroupWord, saysMeToo } from './complaint-signs.js'
import { type Likeness, likenessAmong } from './rare-words.js'

export interface ComplaintThread {
  /** UTC ms of its first and its last word. */
  from: number
  to: number
  /** In the order in which they joined. */
  accounts: string[]
  /** The words that complain the loudest. */
  quote: string
}

/** So long a grievance may rest until the next word about it. */
const SILENCE = 3 * DAY
/** Within this, people are still in the same conversation. */
const SAME_BREATH = 10 * MINUTE
/** Two messages of one thread share about this much; two others hardly anything. */
const ALIKE = 0.1
/** A message that opens with 我也是 answers the one before it; further on, it has to say what it is about. */
const OPENING = 6
/** A thread is known by its latest words: the talk moves on with the matter. */
const LATEST = 30
/** A message joins a thread from here on: one strong sign, or two that say half as much. */
const JOINS = 1

/**
 * One grievance of several members over days is one thread. A lone grumble is one only when it comes again, or when
 * nobody answered it. `words` are in the order of time, those of the staff among them.
 */
export function complaintThreads(words: readonly GroupWord[]): ComplaintThread[] {
  const like = likenessAmong(words.map((word) => word.text))
  return grievances(words, like).map((thread) => ({
    from: beginning(thread, words, like),
    to: thread.at(-1)?.at ?? 0,
    accounts: [...new Set(thread.map((word) => word.account))],
    quote: loudest(thread).text,
  }))
}

/** The words of each grievance, in the order in which they began. */
export function grievances(
  words: readonly GroupWord[],
  like: Likeness = likenessAmong(words.map((word) => word.text)),
): GroupWord[][] {
  let threads: GroupWord[][] = []
  for (const word of words) {
    if (!complains(word)) continue
    const tied = threads.filter((thread) => isOpen(thread, word.at) && tieTo(word, thread, like) >= JOINS)
    // A word that belongs to two threads shows that they are one.
    const joined = [...tied.flat().sort((one, other) => one.at - other.at), word]
    threads = [...threads.filter((thread) => !tied.includes(thread)), joined]
  }
  return threads.filter(isGrievance).sort((one, other) => (one[0]?.at ?? 0) - (other[0]?.at ?? 0))
}

const isOpen = (thread: readonly GroupWord[], at: number) => at - (thread.at(-1)?.at ?? 0) <= SILENCE

/** How much speaks for a message being about what a thread is about. */
function tieTo(word: GroupWord, whole: readonly GroupWord[], like: Likeness): number {
  const thread = whole.slice(-LATEST)
  const own = thread.some((each) => each.account === word.account)
  const soon = word.at - (thread.at(-1)?.at ?? 0) <= SAME_BREATH
  const named = thread.some((each) => each.account !== word.account && isNamed(each, word.text))
  const shared = Math.min(1, Math.max(...thread.map((each) => like(word.text, each.text))) / ALIKE)
  const echoes = saysMeToo(word) && (shared >= 0.2 || saysMeToo({ ...word, text: word.text.slice(0, OPENING) }))
  return (
    (own ? (complains(word) >= 1 ? 1 : 0.6) : 0) + (soon ? 0.5 : 0) + (named ? 0.5 : 0) + (echoes ? 0.5 : 0) + shared
  )
}

const isNamed = ({ names }: GroupWord, text: string) => names.some((name) => text.includes(name))

function isGrievance(thread: readonly GroupWord[]): boolean {
  const loud = thread.filter((word) => complains(word) >= 1)
  if (loud.length >= 2) return true
  return loud.length === 1 && thread.every((word) => word.open)
}

const loudest = (thread: readonly GroupWord[]) =>
  thread.reduce((one, other) => (complains(other) > complains(one) ? other : one))

/** Whoever complains has often asked politely before, in words that were no complaint yet. */
function beginning(thread: readonly GroupWord[], words: readonly GroupWord[], like: Likeness): number {
  const first = thread[0]
  if (!first) return 0
  const before = words.filter(
    ({ account, at }) => account === first.account && at <= first.at && first.at - at <= SILENCE,
  )
  const asked = before.find((word) => thread.some((each) => word === each || like(word.text, each.text) >= ALIKE / 2))
  return asked?.at ?? first.at
}
