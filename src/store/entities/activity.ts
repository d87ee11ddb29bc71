import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** 活动: something that the dealer invites its owners to. */
@Entity({ name: 'activities' })
@Index('ix_activities_group', ['groupId', 'startsAt'])
export class Activity {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_activities_group' })
  group?: Relation<Group>
  @WordColumn() title: string
  @TextColumn() text: string
  @InstantColumn() startsAt: number
  @WordColumn() place: string
  @InstantColumn({ nullable: true }) deadline: number | null
  @CountColumn({ nullable: true }) capCars: number | null
  @CountColumn({ nullable: true }) capPeople: number | null
  /** closed: staff ended the sign-up. */
  @WordColumn() state: 'open' | 'closed' | 'cancelled'
  @InstantColumn() announcedAt: number
}
