/** A part of a text: from `start` to before `end`, UTF-16 code units. */
export interface Span {
  start: number
  end: number
}

const characters = new Intl.Segmenter()
const MARKS = [/\n/g, /[。！？!?；;…]/g, /[，,、\s]/g]

/** Where to cut `head`, the longest that fits: after a line, a sentence, a word, else between two characters. */
function cutAt(text: string, start: number, limit: number): number {
  const head = text.slice(start, start + limit)
  for (const mark of MARKS) {
    const last = [...head.matchAll(mark)].at(-1)
    if (last && last.index >= limit / 2) return start + last.index + last[0].length
  }
  const window = text.slice(start, start + limit + 64)
  const across = characters.segment(window).containing(limit)
  return start + (across?.index || limit)
}

/**
 * Cuts a text into pieces of at most `limit` code units, which together are the text.
 * @param whole what must not be cut, such as mentions; in order, each shorter than `limit`
 */
export function split(text: string, limit: number, whole: readonly Span[] = []): Span[] {
  const pieces: Span[] = []
  let start = 0
  while (text.length - start > limit) {
    const at = cutAt(text, start, limit)
    const torn = whole.find((span) => span.start < at && at < span.end)
    const end = torn && torn.start > start ? torn.start : at
    pieces.push({ start, end })
    start = end
  }
  pieces.push({ start, end: text.length })
  return pieces.filter((piece) => text.slice(piece.start, piece.end).trim() !== '')
}
