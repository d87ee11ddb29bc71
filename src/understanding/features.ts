import type { Hit, Matcher } from './match.js'
import { CONTACTS, SIGNALS, type Signal } from './signals.js'

/**
 * What the classifier sees of a text, as 32-bit hashes: character n-grams with the digits masked, n-grams in which
 * words of the lexicon are replaced by their class (我<relative>想看看<car>), and pairs of classes in their order.
 * `spans` holds for each feature where in the folded text it comes from, for evidence.
 */
export interface Features {
  count: number
  hashes: Int32Array
  starts: Int32Array
  ends: Int32Array
}

const CAPACITY = 12_000
const MAX_CLASSES = 60
/** Classes further apart than this many hits say little of each other, and mislead in long posts. */
const PAIR_REACH = 5
const GAP = 0x20
const DIGIT = 0x30
const LATIN = 0x61
const ICON = 0x263a
const CLASS_BASE = 0x20000

const KIND = { chars: 1, classed: 2, unit: 3, pair: 4, signal: 5, trick: 6, contact: 7, question: 8 } as const

/** One extractor per matcher; its arrays are reused, so a result is valid until the next call. */
export function createExtractor(matcher: Matcher) {
  const features: Features = {
    count: 0,
    hashes: new Int32Array(CAPACITY),
    starts: new Int32Array(CAPACITY),
    ends: new Int32Array(CAPACITY),
  }
  const symbols = new Int32Array(CAPACITY)
  const from = new Int32Array(CAPACITY)
  const to = new Int32Array(CAPACITY)

  function add(hash: number, start: number, end: number): void {
    if (features.count >= CAPACITY) return
    features.hashes[features.count] = hash
    features.starts[features.count] = start
    features.ends[features.count] = end
    features.count++
  }

  /** n-grams of length 1 to `longest` over the symbols; with `classedOnly`, those that hold at least one class. */
  function addGrams(length: number, kind: number, longest: number, classedOnly: boolean): void {
    for (let i = 0; i < length; i++) {
      let hash = kind
      let classed = false
      for (let n = 1; n <= longest && i + n <= length; n++) {
        const symbol = symbols[i + n - 1]!
        classed ||= symbol >= CLASS_BASE
        hash = mix(hash, symbol)
        if (classed || !classedOnly) add(hash, from[i]!, to[i + n - 1]!)
      }
    }
  }

  return function extract(text: string, hits: Hit[], signals: Signal[], tricks: number): Features {
    features.count = 0
    addGrams(readCharacters(text, symbols, from, to), KIND.chars, 4, false)
    addGrams(readClasses(text, hits, matcher, symbols, from, to), KIND.classed, 3, true)
    addPairs(hits)
    addSignals(signals, tricks)
    return features
  }

  function addPairs(hits: Hit[]): void {
    const seen = Math.min(hits.length, MAX_CLASSES)
    for (let i = 0; i < seen; i++) {
      const left = hits[i]!
      for (const a of matcher.words[left.word]!.classes) {
        add(mix(KIND.unit, a), left.start, left.end)
        for (let j = i + 1; j < seen && j <= i + PAIR_REACH; j++) {
          const right = hits[j]!
          for (const b of matcher.words[right.word]!.classes) add(mix(mix(KIND.pair, a), b), left.start, right.end)
        }
      }
    }
  }

  function addSignals(signals: Signal[], tricks: number): void {
    let reachable = false
    for (const signal of signals) {
      add(mix(KIND.signal, SIGNALS.indexOf(signal.name)), signal.start, signal.end)
      reachable ||= (CONTACTS as readonly string[]).includes(signal.name)
    }
    if (reachable) add(mix(KIND.contact, 1), 0, 0)
    if (tricks > 0) add(mix(KIND.trick, Math.min(tricks, 3)), 0, 0)
  }
}

export type Extract = ReturnType<typeof createExtractor>

/** The text as symbols: digits masked, punctuation one gap, icons one sign; a gap at both ends. */
function readCharacters(text: string, symbols: Int32Array, from: Int32Array, to: Int32Array): number {
  let length = push(0, GAP, 0, 0)
  for (let at = 0; at < text.length; at++) length = pushCharacter(length, text, at)
  return push(length, GAP, text.length, text.length)

  function pushCharacter(length: number, text: string, at: number): number {
    const symbol = symbolOf(text.charCodeAt(at))
    if (symbol === GAP && symbols[length - 1] === GAP) return length
    if (symbol === ICON && symbols[length - 1] === ICON) return length
    return push(length, symbol, at, at + 1)
  }
  function push(length: number, symbol: number, start: number, end: number): number {
    symbols[length] = symbol
    from[length] = start
    to[length] = end
    return length + 1
  }
}

/** As readCharacters, with each word of the lexicon as one symbol for its class. */
function readClasses(
  text: string,
  hits: Hit[],
  matcher: Matcher,
  symbols: Int32Array,
  from: Int32Array,
  to: Int32Array,
): number {
  let length = 0
  let next = 0
  for (let at = 0; at < text.length; ) {
    const hit = hits[next]
    let end = at + 1
    let symbol: number
    if (hit && hit.start === at) {
      symbol = CLASS_BASE + matcher.words[hit.word]!.classes[0]!
      end = hit.end
      next++
    } else {
      symbol = symbolOf(text.charCodeAt(at))
      if (symbol === GAP && length > 0 && symbols[length - 1] === GAP) {
        at = end
        continue
      }
    }
    symbols[length] = symbol
    from[length] = at
    to[length] = end
    length++
    at = end
  }
  return length
}

function symbolOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return DIGIT
  if (unit >= 0x3400 && unit <= 0x9fff) return unit
  if (unit >= LATIN && unit <= 0x7a) return unit
  if (unit === 0x3f || unit === 0x40 || unit === 0x2b) return unit // ? @ +
  if (unit >= 0xd800 && unit <= 0xdfff) return ICON
  if (unit >= 0x2190 && unit <= 0x2bff) return ICON
  if (unit > 0x303f) return unit
  return GAP
}

function mix(hash: number, symbol: number): number {
  let h = Math.imul(hash ^ symbol, 0x9e3779b1)
  h ^= h >>> 15
  h = Math.imul(h, 0x85ebca6b)
  return h ^ (h >>> 13)
}
