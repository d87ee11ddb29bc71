import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Activity } from './activity.js'
import { Member } from './member.js'

/** 签到: somebody came to an activity. The id is made where it was noted, so that the same note twice is one row. */
@Entity({ name: 'arrivals' })
@Unique('uq_arrivals_member', ['activityId', 'memberId'])
export class Arrival {
  @IdColumn() id: string
  @RefColumn() activityId: string
  @ManyToOne(() => Activity)
  @JoinColumn({ name: 'activityId', foreignKeyConstraintName: 'fk_arrivals_activity' })
  activity?: Relation<Activity>
  /** Null for a walk-in who is in no group. */
  @RefColumn({ nullable: true }) memberId: string | null
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_arrivals_member' })
  member?: Relation<Member> | null
  /** How a walk-in is called; empty for a member. */
  @WordColumn() name: string
  @CountColumn() adults: number
  @CountColumn() children: number
  /** When we heard of it; and by the clock of the phone, which may have been offline. */
  @InstantColumn() at: number
  @InstantColumn({ nullable: true }) phoneAt: number | null
  /** Name of the colleague. */
  @WordColumn() by: string
  /** It was a mistake. */
  @InstantColumn({ nullable: true }) undoneAt: number | null
}
