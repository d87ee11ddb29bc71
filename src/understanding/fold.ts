import { foldCharacter } from './fold-table.js'
import { joinSpelledOut } from './spelled-out.js'

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

/**
 * Full-width, circled and look-alike signs, traditional characters and capitals become their plain form; invisible and
 * combining marks go; words spelled out with separators (刷.单 员, 1 3 8) are joined. Folding twice changes nothing.
 */
export function fold(original: string): Folded {
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
  return { text: toText(units), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends), tricks }
}

/** The stretch of the original that a stretch of the folded text came from. */
export function unfold(folded: Folded, start: number, end: number): { start: number; end: number } {
  return { start: folded.starts[start]!, end: end > start ? folded.ends[end - 1]! : folded.starts[start]! }
}

function toText(units: number[]): string {
  return units.length === 0 ? '' : String.fromCharCode.apply(null, units)
}
