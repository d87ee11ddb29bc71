import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, FlagColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'
import { Group } from './group.js'

/** One account in one group. */
@Entity({ name: 'members' })
@Unique('uq_members_external', ['groupId', 'externalId'])
@Index('ix_members_customer', ['customerId'])
@Index('ix_members_external', ['externalId'])
export class Member {
  @IdColumn() id: string
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_members_group' })
  group?: Relation<Group>
  @WordColumn() externalId: string
  @WordColumn() nickname: string
  /** 群名片 as it was last seen; empty when none is set. */
  @WordColumn() card: string
  @WordColumn() role: 'owner' | 'admin' | 'member'
  /** Works for the dealer: exempt from the rules, never a lead. */
  @FlagColumn() staff: boolean
  @RefColumn({ nullable: true }) customerId: string | null
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_members_customer' })
  customer?: Relation<Customer>
  /** When the join was seen; null for those who were there before us. */
  @InstantColumn({ nullable: true }) joinedAt: number | null
  @InstantColumn({ nullable: true }) leftAt: number | null
  /** The first message after joining: 报到. */
  @InstantColumn({ nullable: true }) reportedAt: number | null
  /** Whether the card was right when the newcomer reported in. */
  @FlagColumn({ nullable: true }) cardOk: boolean | null
  /** How often the newcomer was asked for the right card, and when last. */
  @CountColumn({ default: 0 }) cardReminders: number
  @InstantColumn({ nullable: true }) cardRemindedAt: number | null
  /** Silent until then, whoever muted them; null: may speak. */
  @InstantColumn({ nullable: true }) mutedUntil: number | null
  /** By which account; null where the platform does not tell. */
  @WordColumn({ nullable: true }) mutedBy: string | null
  /** Where the newcomer comes from, by an invitation code. */
  @WordColumn({ nullable: true }) source: string | null
  @InstantColumn({ nullable: true }) lastMessageAt: number | null
  @CountColumn() messages: number
}
