import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** A question to a group with a few answers; a notice that is to be read is one with the single answer 收到. */
@Entity({ name: 'polls' })
@Unique('uq_polls_code', ['code'])
@Index('ix_polls_open', ['groupId'], { where: "state = 'open'" })
export class Poll {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_polls_group' })
  group?: Relation<Group>
  @WordColumn() kind: 'poll' | 'notice'
  @TextColumn() question: string
  @JsonColumn() options: string[]
  @InstantColumn() openedAt: number
  @InstantColumn() closesAt: number
  @WordColumn() state: 'open' | 'closed'
}
