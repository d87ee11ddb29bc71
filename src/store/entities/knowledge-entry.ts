import { Entity, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, TextColumn, WordColumn } from '../columns.js'

/** An answer that the store has approved for the public, with the ways in which people ask for it. */
@Entity({ name: 'knowledge_entries' })
@Unique('uq_knowledge_entries_code', ['code'])
export class KnowledgeEntry {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @TextColumn() question: string
  @JsonColumn() variants: string[]
  @TextColumn() answer: string
  /** Where the answer comes from: a notice, a manual, a colleague. */
  @WordColumn() source: string
  @InstantColumn() changedAt: number
  /** It answers nobody any more; what it once answered can still be looked up. */
  @InstantColumn({ nullable: true }) removedAt: number | null
}
