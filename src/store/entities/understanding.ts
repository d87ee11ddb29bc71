import { Entity, JoinColumn, OneToOne, type Relation } from 'typeorm'
import { IdColumn, JsonColumn, TextColumn, WordColumn } from '../columns.js'
import { Message } from './message.js'

/** What a message meant, as decided then. A message without a row meant nothing to the dealer. */
@Entity({ name: 'understandings' })
export class Understanding {
  /** The message's id. */
  @IdColumn() id: string
  @OneToOne(() => Message)
  @JoinColumn({ name: 'id', foreignKeyConstraintName: 'fk_understandings_message' })
  message?: Relation<Message>
  /** Lead kinds, comma-separated. */
  @WordColumn() leads: string
  @WordColumn() topic: string
  @WordColumn() moderation: string
  @JsonColumn() scores: Record<string, number>
  @TextColumn() evidence: string
  @WordColumn() model: string
}
