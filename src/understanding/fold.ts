import { foldCharacter } from './fold-table.js'
import { FEWEST_SEPARATORS, isSeparator, isWord, joinSpelledOut } from './spelled-out.js'

/** A text in the one form that everything else looks at, and the way back to what was written. */
export interface Folded {
  text: string
  /** Offset in the original of each folded code unit; one more entry, for the end. UTF-16 code units. */
  starts: Uint32Array
  /** End in the original of the character that each folded code unit came from. */
  ends: Uint32Array
  /** How many signs of disguise were removed: invisible or combining marks, letters spelled out one by one. */
  tricks: number
}

/** A message is read this far, in UTF-16 code units: what nobody reads to the end, we need not either. */
export const LONGEST = 2_000

const VARIATION_SELECTOR = 0xfe0f
const JOINER = 0x200d

/** What each code unit becomes when that is one code unit; 0 where nobody looked yet, UNEVEN for all others. */
const even = new Int32Array(0x10000)
const UNEVEN = -1
const IDENTITY = Uint32Array.from({ length: LONGEST + 1 }, (_, i) => i)

/**
 * Full-width, circled and look-alike signs, traditional characters and capitals become their plain form; invisible and
 * combining marks go; words spelled out with separators (刷.单 员, 1 3 8) are joined. Folding twice changes nothing.
 */
export function fold(original: string): Folded {
  return foldEvenly(original) ?? foldUnevenly(original)
}

/** Most texts: each code unit becomes one, nothing is spelled out, and so every offset stays. Else undefined. */
function foldEvenly(original: string): Folded | undefined {
  const length = Math.min(original.length, LONGEST)
  let text = ''
  let kept = 0
  let spelled = 0
  for (let at = 0; at < length; at++) {
    const unit = original.charCodeAt(at)
    const plain = even[unit]! || lookUp(unit)
    if (plain === UNEVEN) return undefined
    if (isSeparator(plain) && standsAlone(original, at - 1)) spelled++
    if (plain === unit) continue
    text += original.slice(kept, at) + String.fromCharCode(plain)
    kept = at + 1
  }
  if (spelled >= FEWEST_SEPARATORS) return undefined
  text += original.slice(kept, length)
  return { text, starts: IDENTITY.subarray(0, length + 1), ends: IDENTITY.subarray(1, length + 1), tricks: 0 }
}

/** Is there a character that might be one of a word that is spelled out, with nothing of a word before it? */
function standsAlone(original: string, at: number): boolean {
  return at >= 0 && isWord(even[original.charCodeAt(at)]) && !(at > 0 && isWord(even[original.charCodeAt(at - 1)]))
}

function lookUp(unit: number): number {
  const plain = foldCharacter(unit)
  even[unit] = plain.length === 1 ? plain.charCodeAt(0) : UNEVEN
  return even[unit]!
}

function foldUnevenly(original: string): Folded {
  const length = Math.min(original.length, LONGEST)
  const units: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let tricks = 0
  for (let at = 0; at < length; ) {
    const code = original.codePointAt(at)!
    const next = at + (code > 0xffff ? 2 : 1)
    const folded = foldCharacter(code)
    // Emoji are full of selectors and joiners that nobody typed to hide anything.
    if (folded.length === 0 && code !== VARIATION_SELECTOR && code !== JOINER) tricks++
    for (let i = 0; i < folded.length; i++) {
      units.push(folded.charCodeAt(i))
      starts.push(at)
      ends.push(next)
    }
    at = next
  }
  tricks += joinSpelledOut(units, starts, ends)
  starts.push(length)
  const text = String.fromCharCode.apply(null, units)
  return { text, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends), tricks }
}

/** The stretch of the original that a stretch of the folded text came from. */
export function unfold(folded: Folded, start: number, end: number): { start: number; end: number } {
  return { start: folded.starts[start]!, end: end > start ? folded.ends[end - 1]! : folded.starts[start]! }
}
