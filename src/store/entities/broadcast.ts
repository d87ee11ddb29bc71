import { Entity } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, TextColumn, WordColumn } from '../columns.js'

/** A notice or a poll for groups: shown first, sent when somebody confirms. */
@Entity({ name: 'broadcasts' })
export class Broadcast {
  @IdColumn() id: string
  @TextColumn() text: string
  @JsonColumn() groupIds: string[]
  /** A poll, or a notice that is to be read, with its answers; null for a plain notice. */
  @JsonColumn({ nullable: true }) poll: { kind: 'poll' | 'notice'; options: string[] } | null
  @WordColumn() state: 'draft' | 'sent' | 'cancelled'
  /** External account of the member of staff. */
  @WordColumn() createdBy: string
  /** Name of the colleague who said yes first, where a second one has to. */
  @WordColumn({ nullable: true }) confirmedBy: string | null
  @InstantColumn() createdAt: number
  @InstantColumn() expiresAt: number
}
