import { Entity, Index } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'

/** What was decided or done, by whom and why; rows are only ever added. */
@Entity({ name: 'audit_entries' })
@Index('ix_audit_entries_message', ['messageId'])
export class AuditEntry {
  @IdColumn() id: string
  @InstantColumn() at: number
  /** `bot`, or the external account of a person. */
  @WordColumn() actor: string
  /** `<feature>.<what>`, such as `rules.warned`. */
  @WordColumn() what: string
  @RefColumn({ nullable: true }) messageId: string | null
  /** Ids, scores and quotes; no phone, plate or name. */
  @JsonColumn() details: Record<string, unknown>
}
