import { AMOUNTS, findAmounts } from './amounts.js'
import { readLexicon } from './lexicon-files.js'

/** A word of the lexicon, or a number, found in a folded text. */
export interface Hit {
  start: number
  end: number
  /** Index into Matcher.words. */
  word: number
}

export interface Matcher {
  /** Names of the classes, by id. */
  classes: string[]
  /** Classes of each word, by word index: a word may stand for several things. Amounts come last, one word each. */
  words: { text: string; classes: number[] }[]
  /** Leftmost, longest, never overlapping: so 路口交通 hides what a part of it would say. */
  find(text: string): Hit[]
}

const FILES = ['people.txt', 'cars.txt', 'wishes.txt', 'service.txt', 'moderation.txt']

/** Read the classes of words from data/lexicon, build the automaton over all of them, and look for amounts beside it. */
export function loadMatcher(files: string[] = FILES): Matcher {
  const classes: string[] = []
  const byText = new Map<string, number[]>()
  for (const line of files.flatMap(readLexicon)) {
    const colon = line.indexOf(':')
    const id = classes.push(line.slice(0, colon)) - 1
    for (const word of line.slice(colon + 1).split(' ')) {
      const text = word.toLowerCase()
      if (text === '') continue
      const ids = byText.get(text)
      if (!ids) byText.set(text, [id])
      else if (!ids.includes(id)) ids.push(id)
    }
  }
  const words = [...byText].map(([text, ids]) => ({ text, classes: ids }))
  const findWords = buildFinder(words.map((word) => word.text))
  const firstAmount = words.length
  const money = classes.push('amount:money') - 1
  for (const amount of AMOUNTS) {
    const own = classes.push(`amount:${amount}`) - 1
    words.push({ text: amount, classes: amount.endsWith('-of-money') ? [own, money] : [own] })
  }
  const findNumbers = (text: string) =>
    findAmounts(text).map(({ start, end, amount }) => ({ start, end, word: firstAmount + AMOUNTS.indexOf(amount) }))
  return { classes, words, find: (text) => leftmost(findWords(text), findNumbers(text)) }
}

/** Both in the order of the text without overlaps: what begins first stays, and of those the longest. */
function leftmost(words: Hit[], numbers: Hit[]): Hit[] {
  if (numbers.length === 0) return words
  const hits = [...words, ...numbers].sort((one, other) => one.start - other.start || other.end - one.end)
  let end = 0
  return hits.filter((hit) => {
    if (hit.start < end) return false
    end = hit.end
    return true
  })
}

/** How a word may go on after its first character: not at all, by a pair in `pairs`, or it may end there. */
const PAIRED = 1
const ALONE = 2
const PAIR_BITS = 2 ** 18

/**
 * A trie in flat arrays: the first character picks a node from a table, each further step is one look-up in an
 * open-addressing hash of (node, character), kept side by side so that a step touches one line of memory. Most positions
 * of a text fail before that, on a bit for the pair of characters that is there.
 */
export function buildFinder(words: string[]): (text: string) => Hit[] {
  const starts = new Uint8Array(0x10000)
  const roots = new Int32Array(0x10000)
  const pairs = new Int32Array(PAIR_BITS / 32)
  const size = tableSize(words)
  /** Four numbers a slot: node, character, the node it leads to, nothing. */
  const steps = new Int32Array(size * 4)
  const ends: number[] = [-1]
  const mask = size - 1

  const slotOf = (node: number, unit: number): number => {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) & mask
    while (steps[slot * 4 + 2] !== 0 && (steps[slot * 4] !== node || steps[slot * 4 + 1] !== unit))
      slot = (slot + 1) & mask
    return slot * 4
  }
  for (const [index, word] of words.entries()) {
    const first = word.charCodeAt(0)
    let node = roots[first]!
    if (node === 0) node = roots[first] = ends.push(-1) - 1
    for (let i = 1; i < word.length; i++) {
      const slot = slotOf(node, word.charCodeAt(i))
      if (steps[slot + 2] === 0) {
        steps[slot] = node
        steps[slot + 1] = word.charCodeAt(i)
        steps[slot + 2] = ends.push(-1) - 1
      }
      node = steps[slot + 2]!
    }
    ends[node] = index
    starts[first]! |= word.length === 1 ? ALONE : PAIRED
    const pair = pairOf(first, word.charCodeAt(1))
    pairs[pair >>> 5]! |= 1 << (pair & 31)
  }
  const endOf = Int32Array.from(ends)

  return (text) => {
    const hits: Hit[] = []
    const length = text.length
    let unit = length > 0 ? text.charCodeAt(0) : 0
    for (let start = 0; start < length; ) {
      const next = start + 1 < length ? text.charCodeAt(start + 1) : 0
      const begins = starts[unit]!
      if (begins !== 0) {
        const pair = pairOf(unit, next)
        if (begins >= ALONE || (pairs[pair >>> 5]! & (1 << (pair & 31))) !== 0) {
          const end = longest(text, start, hits)
          if (end > start) {
            start = end
            unit = start < length ? text.charCodeAt(start) : 0
            continue
          }
        }
      }
      start++
      unit = next
    }
    return hits
  }

  /** Adds the longest word that begins here and gives its end; `start` when there is none. */
  function longest(text: string, start: number, hits: Hit[]): number {
    let node = roots[text.charCodeAt(start)]!
    let found = -1
    let end = start
    for (let at = start + 1; node !== 0; at++) {
      const word = endOf[node]!
      if (word >= 0 && wholeLatin(text, start, at)) {
        found = word
        end = at
      }
      if (at >= text.length) break
      node = steps[slotOf(node, text.charCodeAt(at)) + 2]!
    }
    if (found >= 0) hits.push({ start, end, word: found })
    return end
  }
}

/** A number below PAIR_BITS for two characters. */
function pairOf(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 14
}

/** A Latin word or number counts as a whole only: mini is not in minimal, 92 is not in 1920. */
function wholeLatin(text: string, start: number, end: number): boolean {
  return !(
    (isLatin(text.charCodeAt(start)) && start > 0 && sameKind(text, start - 1, start)) ||
    (end < text.length && isLatin(text.charCodeAt(end - 1)) && sameKind(text, end - 1, end))
  )
}

function sameKind(text: string, left: number, right: number): boolean {
  return isLatin(text.charCodeAt(left)) && isLatin(text.charCodeAt(right))
}

function isLatin(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a)
}

function tableSize(words: string[]): number {
  const steps = words.reduce((sum, word) => sum + word.length, 0)
  return 2 ** Math.ceil(Math.log2(steps * 2 + 16))
}
