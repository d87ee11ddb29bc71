import { createHash } from 'node:crypto'
import type { Decoded } from './types.js'

/**
 * Gives each entry its id: what was said, where, when, by whom, and the how-manieth time within the same second.
 * Overlapping exports agree on it, since both hold the whole second. Levels and names are left out: they change.
 */
export function idsInOrder() {
  let second = ''
  let times = new Map<string, number>()
  return (entry: Exclude<Decoded, { kind: 'broken' }>): string => {
    const here = `${entry.at}\u0000${entry.room.title}`
    if (here !== second) {
      second = here
      times = new Map()
    }
    const who = entry.kind === 'message' ? entry.sender.id : `${entry.kind}:${entry.name ?? ''}`
    const said = `${here}\u0000${who}\u0000${entry.text}`
    const nth = (times.get(said) ?? 0) + 1
    times.set(said, nth)
    return createHash('sha256').update(`${said}\u0000${nth}`).digest('hex').slice(0, 32)
  }
}
