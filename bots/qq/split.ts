import { cutAt } from '../../src/kit/cut-text.js'
import type { Segment } from './types.js'

const size = (segment: Segment) => (segment.type === 'text' ? String(segment.data.text).length : 16)

/** Segments in pieces of at most `limit` UTF-16 code units, in order; mentions are never cut. */
export function split(segments: readonly Segment[], limit: number): Segment[][] {
  const pieces: Segment[][] = [[]]
  let room = limit
  const turn = () => {
    pieces.push([])
    room = limit
  }
  const add = (segment: Segment) => {
    pieces.at(-1)?.push(segment)
    room -= size(segment)
  }
  for (const segment of segments) {
    if (segment.type !== 'text') {
      if (size(segment) > room) turn()
      add(segment)
      continue
    }
    let text = String(segment.data.text)
    while (text.length > room) {
      if (room < limit / 4) {
        turn()
        continue
      }
      const at = cutAt(text, room)
      add({ type: 'text', data: { text: text.slice(0, at) } })
      text = text.slice(at)
      turn()
    }
    if (text) add({ type: 'text', data: { text } })
  }
  return pieces.filter((piece) => piece.length)
}
