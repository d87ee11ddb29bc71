import { Entity } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, TextColumn, WordColumn } from '../columns.js'

/** A notice to several groups: shown first, sent when somebody confirms. */
@Entity({ name: 'broadcasts' })
export class Broadcast {
  @IdColumn() id: string
  @TextColumn() text: string
  @JsonColumn() groupIds: string[]
  @WordColumn() state: 'draft' | 'sent' | 'cancelled'
  /** External account of the member of staff. */
  @WordColumn() createdBy: string
  @InstantColumn() createdAt: number
  @InstantColumn() expiresAt: number
}
