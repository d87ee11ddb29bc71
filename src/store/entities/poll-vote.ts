import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn } from '../columns.js'
import { Member } from './member.js'
import { Poll } from './poll.js'

/** A member's answer to a poll; a later one takes its place. */
@Entity({ name: 'poll_votes' })
@Unique('uq_poll_votes_member', ['pollId', 'memberId'])
export class PollVote {
  @IdColumn() id: string
  @RefColumn() pollId: string
  @ManyToOne(() => Poll)
  @JoinColumn({ name: 'pollId', foreignKeyConstraintName: 'fk_poll_votes_poll' })
  poll?: Relation<Poll>
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_poll_votes_member' })
  member?: Relation<Member>
  /** Place of the answer among the options. */
  @CountColumn() option: number
  @InstantColumn() at: number
}
