import { cutAt } from '../../src/kit/cut-text.js'

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
