import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'
import { Member } from './member.js'
import { StaffAccount } from './staff-account.js'

/** What one of the staff promised a customer in the chat: 我明天给您报价. */
@Entity({ name: 'staff_promises' })
@Unique('uq_staff_promises_code', ['code'])
@Index('ix_staff_promises_open', ['dueAt'], { where: "state = 'open'" })
export class StaffPromise {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_staff_promises_group' })
  group?: Relation<Group>
  /** Who promised. */
  @RefColumn() staffId: string
  @ManyToOne(() => StaffAccount)
  @JoinColumn({ name: 'staffId', foreignKeyConstraintName: 'fk_staff_promises_staff' })
  staff?: Relation<StaffAccount>
  /** To whom, as far as the words tell. */
  @RefColumn({ nullable: true }) memberId: string | null
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_staff_promises_member' })
  member?: Relation<Member>
  @RefColumn() messageId: string
  @TextColumn() quote: string
  @InstantColumn() madeAt: number
  @InstantColumn() dueAt: number
  @WordColumn() state: 'open' | 'kept' | 'dropped'
  @InstantColumn({ nullable: true }) closedAt: number | null
}
