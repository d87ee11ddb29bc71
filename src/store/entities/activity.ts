import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** 活动: something that the dealer invites its owners to. */
@Entity({ name: 'activities' })
@Unique('uq_activities_key', ['groupId', 'key'])
@Index('ix_activities_group', ['groupId', 'endsAt'])
export class Activity {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_activities_group' })
  group?: Relation<Group>
  /** Day and title: the same notice twice is one activity. */
  @WordColumn() key: string
  @WordColumn() title: string
  /** The notice, word for word. */
  @TextColumn() text: string
  /** What was read out of the notice: see features/activities/announcement.ts. */
  @JsonColumn() announcement: object
  /** The end of its day: until then it is spoken of. */
  @InstantColumn() endsAt: number
  /** draft: shown to the staff, not yet announced. */
  @WordColumn() state: 'draft' | 'open' | 'cancelled'
  @InstantColumn() announcedAt: number
  /** When the staff said that the list is closed. */
  @InstantColumn({ nullable: true }) closedAt: number | null
}
