import type { Context } from './meaning.js'

/** Longer messages are sentences of their own, not pieces of a word or a number. UTF-16 code units. */
const LONGEST_PIECE = 8

/**
 * A contact sent piece by piece (加我 · 微 · 信 · cd66 · 8899), put together: the text with the short messages right
 * before it, or undefined when there are none.
 */
export function joinPieces(text: string, context?: Context): string | undefined {
  const previous = context?.previous ?? []
  if (previous.length === 0 || text.length > LONGEST_PIECE) return undefined
  let first = previous.length
  while (first > 0 && previous[first - 1]!.length <= LONGEST_PIECE) first--
  return first === previous.length ? undefined : `${previous.slice(first).join('')}${text}`
}
