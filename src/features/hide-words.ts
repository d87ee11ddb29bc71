import { Message, Understanding } from '../store/index.js'
import type { Batch, Turn } from './step.js'

/** Nobody else reads these words: not the steps that follow, and not whoever reads the database. */
export function hideWords(batch: Batch, turn: Turn, text: string): void {
  turn.event = { ...turn.event, text } as Turn['event']
  turn.meaning = null
  turn.opinion = 'none'
  batch.writes.change(Message, turn.messageId, { text })
  for (const row of batch.writes.rows(Understanding)) if (row.id === turn.messageId) row.evidence = '[]'
}
