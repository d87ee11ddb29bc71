const MARKS = [/\n/g, /[。！？!?；;…]/g, /[，,、\s]/g]

/** Where to cut so that at most `limit` UTF-16 code units come before: after a line, a sentence, a word, a character. */
function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit)
  for (const mark of MARKS) {
    const last = [...head.matchAll(mark)].at(-1)
    if (last && last.index >= limit / 2) return last.index + last[0].length
  }
  // One emoji may be many code units; it stays whole when it is shorter than the limit.
  const start = Math.max(0, limit - 32)
  const near = [...new Intl.Segmenter().segment(text.slice(start, limit + 32))]
  const whole = near.findLast(({ index }) => start + index <= limit)
  return start + (whole?.index ?? 0) || limit
}

/** The text in pieces of at most `limit` UTF-16 code units; together they are the text. */
export function split(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > limit) {
    const at = cutAt(rest, limit)
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  if (rest || !pieces.length) pieces.push(rest)
  return pieces
}
