import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, WordColumn } from '../columns.js'
import { Member } from './member.js'
import type { StaffRole } from './staff-account.js'

/** Proves who somebody is: an invited colleague, a member who writes from another account, a colleague who logs in. */
@Entity({ name: 'one_time_codes' })
@Unique('uq_one_time_codes_fingerprint', ['fingerprint'])
export class OneTimeCode {
  @IdColumn() id: string
  /** Keyed hash by kit/crypto; the code itself is kept nowhere. */
  @WordColumn() fingerprint: string
  @WordColumn() purpose: 'staff' | 'link' | 'login'
  /** staff: who is invited, and as what. login: who asked for it, or for whom it was drawn. */
  @WordColumn({ nullable: true }) name: string | null
  @WordColumn({ nullable: true }) role: StaffRole | null
  /** staff: as in StaffAccount. */
  @JsonColumn({ nullable: true }) groups: string[] | null
  /** link, login: who asked for it; null when it was drawn at the machine. */
  @RefColumn({ nullable: true }) memberId: string | null
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_one_time_codes_member' })
  member?: Relation<Member>
  /** void: replaced by a newer one, or shown in public. */
  @WordColumn() state: 'open' | 'used' | 'void'
  @InstantColumn() createdAt: number
  @InstantColumn() expiresAt: number
}
