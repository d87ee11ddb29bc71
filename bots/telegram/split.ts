import { cutAt } from '../../src/kit/cut-text.js'

/** A part of a text: from `start` to before `end`, UTF-16 code units. */
export interface Span {
  start: number
  end: number
}

/**
 * Cuts a text into pieces of at most `limit` code units, which together are the text.
 * @param whole what must not be cut, such as mentions; in order, each shorter than `limit`
 */
export function split(text: string, limit: number, whole: readonly Span[] = []): Span[] {
  const pieces: Span[] = []
  let start = 0
  while (text.length - start > limit) {
    const at = start + cutAt(text.slice(start), limit)
    const torn = whole.find((span) => span.start < at && at < span.end)
    const end = torn && torn.start > start ? torn.start : at
    pieces.push({ start, end })
    start = end
  }
  pieces.push({ start, end: text.length })
  return pieces.filter((piece) => text.slice(piece.start, piece.end).trim() !== '')
}
