import { Entity, Index, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, TextColumn, WordColumn } from '../columns.js'

/** Background work that survives a restart. */
@Entity({ name: 'jobs' })
@Unique('uq_jobs_dedupe', ['dedupeKey'])
@Index('ix_jobs_due', ['runAt'], { where: "state = 'waiting'" })
export class Job {
  @IdColumn() id: string
  @WordColumn() task: string
  @JsonColumn() payload: Record<string, unknown>
  /** Jobs with the same key run one after the other. */
  @WordColumn({ nullable: true }) serialKey: string | null
  @WordColumn({ nullable: true }) dedupeKey: string | null
  @InstantColumn() runAt: number
  @WordColumn() state: 'waiting' | 'done' | 'failed'
  @CountColumn() attempts: number
  @TextColumn({ nullable: true }) error: string | null
}
