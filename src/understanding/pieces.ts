import { fold, unfold } from './fold.js'
import { witnessed } from './odds.js'
import { findSignals, type SignalName } from './signals.js'

/** Longer messages are sentences of their own, not pieces of a contact. UTF-16 code units. */
const LONGEST_PIECE = 12

/** Contacts that are plain enough to be believed when nobody wrote them in one go: 好的 and 666 make an account too. */
const SPLIT: readonly SignalName[] = ['phone', 'wechat', 'qq', 'group', 'link']

/** From here on a person looks at it. */
export const SUSPICIOUS_IN_PIECES = 0.25
const DISGUISE = 6

/** How likely words are an advert, given that their contact was sent in pieces: that is a disguise, and speaks for one. */
export const disguised = (score: number): number => witnessed(score, DISGUISE)

/** A contact that only shows when messages are read together. */
export interface Pieces {
  /** All messages that the contact runs through, put together. */
  text: string
  /** How many of the messages before belong to it. */
  previous: number
}

/**
 * A contact sent piece by piece (加我 · 微 · 信 · cd66 · 8899), put together: `text` ends it, and the messages right
 * before it begin it. `previous` is oldest first. Null when there is no such contact.
 */
export function joinPieces(text: string, previous: readonly string[]): Pieces | null {
  if (!mayBePiece(text) || !previous.length) return null
  let first = previous.length
  while (first > 0 && previous[first - 1]!.length <= LONGEST_PIECE) first--
  const before = previous.slice(first)
  const start = before.join('').length
  const folded = fold(before.join('') + text)
  for (const { name, start: from, end } of findSignals(folded.text)) {
    const span = unfold(folded, from, end)
    if (!SPLIT.includes(name) || span.start >= start || span.end <= start) continue
    const pieces = before.slice(pieceAt(before, span.start))
    return { text: pieces.join('') + text, previous: pieces.length }
  }
  return null
}

/** Whether a message may end a contact: a few letters or digits, and not much else. */
export const mayBePiece = (text: string): boolean =>
  text.length <= LONGEST_PIECE && /[a-z0-9@零一二三四五六七八九幺]/.test(fold(text).text)

function pieceAt(pieces: readonly string[], offset: number): number {
  let end = 0
  return pieces.findIndex((piece) => {
    end += piece.length
    return offset < end
  })
}
