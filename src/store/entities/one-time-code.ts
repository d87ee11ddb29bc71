import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Member } from './member.js'
import type { StaffRole } from './staff-account.js'

/** Proves that an account belongs to somebody: an invited colleague, or a member who writes from another account. */
@Entity({ name: 'one_time_codes' })
@Unique('uq_one_time_codes_fingerprint', ['fingerprint'])
export class OneTimeCode {
  @IdColumn() id: string
  /** Keyed hash by kit/crypto; the code itself is kept nowhere. */
  @WordColumn() fingerprint: string
  @WordColumn() purpose: 'staff' | 'link'
  /** staff: who is invited, and as what. */
  @WordColumn({ nullable: true }) name: string | null
  @WordColumn({ nullable: true }) role: StaffRole | null
  /** link: who asked for it. */
  @RefColumn({ nullable: true }) memberId: string | null
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_one_time_codes_member' })
  member?: Relation<Member>
  /** void: replaced by a newer one, or shown in public. */
  @WordColumn() state: 'open' | 'used' | 'void'
  @InstantColumn() createdAt: number
  @InstantColumn() expiresAt: number
}
