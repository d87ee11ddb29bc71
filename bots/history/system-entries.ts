import { readSystemSentence } from './system-sentence.js'
import type { Decoded, HistoryRoom } from './types.js'

/** A system line as entries: one for each member it names, or one of kind `system`. */
export function systemEntries(at: { line: number; at: number; room: HistoryRoom; text: string }): Decoded[] {
  const events = readSystemSentence(at.text) ?? [{ kind: 'system' as const }]
  return events.map((event) => ({ ...event, ...at }))
}
