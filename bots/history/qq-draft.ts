import { systemEntries } from './system-entries.js'
import type { Decoded, HistoryRoom, HistorySender } from './types.js'

/** Characters of one message; QQ itself stops far below. */
const LONGEST_TEXT = 200_000

/** A message that is still being read. */
export interface Draft {
  line: number
  at: number
  room: HistoryRoom
  /** Undefined for a system line. */
  sender?: HistorySender
  text(): string
  /** False once, when the text has grown too long and the rest is dropped. */
  add(line: string): boolean
}

export function draftOf(line: number, at: number, room: HistoryRoom, sender?: HistorySender, words?: string): Draft {
  const lines = words === undefined ? [] : [words]
  let size = 0
  return {
    line,
    at,
    room,
    sender,
    text: () => lines.join('\n').replace(/^(?:[^\S\n]*\n)+|\s+$/g, ''),
    add(text) {
      const hadRoom = size <= LONGEST_TEXT
      size += text.length + 1
      if (size <= LONGEST_TEXT) lines.push(text)
      return size <= LONGEST_TEXT || !hadRoom
    },
  }
}

export function finish({ line, at, room, sender, text }: Draft): Decoded[] {
  const words = text()
  if (sender) return [{ kind: 'message', line, at, room, sender, text: words }]
  return words ? systemEntries({ line, at, room, text: words }) : []
}
