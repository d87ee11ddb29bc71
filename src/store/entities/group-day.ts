import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, RefColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** What one day of a group came to. Counts only, nothing of anybody. */
@Entity({ name: 'group_days' })
@Unique('uq_group_days_day', ['groupId', 'day'])
export class GroupDay {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_group_days_group' })
  group?: Relation<Group>
  /** `2026-09-19`, in the zone of the business. */
  @WordColumn() day: string
  /** Customers in the group at the end of the day. */
  @CountColumn() members: number
  /** Of them, those who said something. */
  @CountColumn() speakers: number
  /** Of everybody, the staff included. */
  @CountColumn() messages: number
  @CountColumn() joined: number
  @CountColumn() left: number
  /** Pictures and videos, and files, that were posted. */
  @CountColumn() pictures: number
  @CountColumn() files: number
  /** Polls and notices that were opened, activities that were announced. */
  @CountColumn() polls: number
  @CountColumn() activities: number
}
