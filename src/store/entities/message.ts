import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import type { ChatEvent } from '../../message/index.js'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** failed: it was set aside with its error, and the group went on. */
export type MessageState = 'handled' | 'failed'

/** What a ChatEvent holds beside its id, time, type and text. */
export type MessageDetails = Omit<ChatEvent, 'id' | 'at' | 'type' | 'text'>

/** The inbox and the log in one: every event that came in, once. */
@Entity({ name: 'messages' })
@Unique('uq_messages_external', ['groupId', 'externalId', 'sentAt'])
@Index('ix_messages_timeline', ['groupId', 'sentAt'])
export class Message {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_messages_group' })
  group?: Relation<Group>
  @WordColumn() externalId: string
  @InstantColumn() sentAt: number
  @InstantColumn() receivedAt: number
  @WordColumn() type: ChatEvent['type']
  @TextColumn() text: string
  @JsonColumn() details: MessageDetails
  /** live: act on it · history: it is over, learn from it and send nothing. */
  @WordColumn() mode: 'live' | 'history'
  @WordColumn() state: MessageState
  @TextColumn({ nullable: true }) error: string | null
}
