import { Entity, Index, JoinColumn, OneToOne, type Relation } from 'typeorm'
import { IdColumn, InstantColumn, WordColumn } from '../columns.js'
import { Message } from './message.js'

/** A message whose meaning is uncertain, and what a second opinion made of it. */
@Entity({ name: 'second_opinions' })
@Index('ix_second_opinions_waiting', ['askedAt'], { where: "state = 'waiting'" })
export class SecondOpinion {
  /** The message's id. */
  @IdColumn() id: string
  @OneToOne(() => Message)
  @JoinColumn({ name: 'id', foreignKeyConstraintName: 'fk_second_opinions_message' })
  message?: Relation<Message>
  @InstantColumn() askedAt: number
  /** missing: none came in time, and the message was handled without. */
  @WordColumn() state: 'waiting' | 'given' | 'missing'
  /** Lead kinds, comma-separated. */
  @WordColumn({ nullable: true }) leads: string | null
  @WordColumn({ nullable: true }) moderation: string | null
  /** Why it is missing. */
  @WordColumn({ nullable: true }) reason: string | null
}
