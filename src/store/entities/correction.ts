import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Message } from './message.js'

/** A member of staff says that a message means something else than we thought: `cheyou train` learns from it. */
@Entity({ name: 'corrections' })
@Index('ix_corrections_at', ['at'])
@Index('ix_corrections_message', ['messageId'])
export class Correction {
  @IdColumn() id: string
  @RefColumn() messageId: string
  @ManyToOne(() => Message)
  @JoinColumn({ name: 'messageId', foreignKeyConstraintName: 'fk_corrections_message' })
  message?: Relation<Message>
  /** Numbers, plates, accounts and names replaced by others of the same shape. */
  @TextColumn() text: string
  @WordColumn() about: 'leads' | 'moderation' | 'topic'
  /** The label that it does not have; empty when one was missed. */
  @WordColumn() wrong: string
  /** The label that it has; empty when there is none. */
  @WordColumn() right: string
  /** External account of the member of staff. */
  @WordColumn() by: string
  @InstantColumn() at: number
  /** Version of the model that was wrong; empty when it found nothing. */
  @WordColumn() model: string
}
