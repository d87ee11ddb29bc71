import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { FlagColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'

export type CustomerClass = 'A' | 'B' | 'C'

/** What was learnt of a customer in talk, in short words. */
export interface Profile {
  family?: string
  tastes?: string
  budget?: string
  /** How often a car is replaced. */
  cycle?: string
  /** Tags that a rule would give, and that a colleague took away. */
  without?: string[]
}

/** A person whom the dealer knows; the accounts in the groups point here. */
@Entity({ name: 'customers' })
@Index('ix_customers_phone', ['phoneFingerprint'])
export class Customer {
  @IdColumn() id: string
  /** The name that the groups know. */
  @WordColumn() displayName: string
  /** Sealed by kit/crypto, as the phone is. */
  @TextColumn({ nullable: true }) realName: string | null
  @WordColumn({ nullable: true }) realNameFingerprint: string | null
  @TextColumn({ nullable: true }) phone: string | null
  @WordColumn({ nullable: true }) phoneFingerprint: string | null
  @InstantColumn() createdAt: number
  /** A is worth the most care; null: not yet classed. Since when, and by whom it was confirmed. */
  @WordColumn({ nullable: true }) class: CustomerClass | null
  @InstantColumn({ nullable: true }) classedAt: number | null
  @WordColumn({ nullable: true }) classedBy: string | null
  /** MM-DD, or YYYY-MM-DD where the year is known; of the lunar calendar when `birthdayLunar`. */
  @WordColumn({ nullable: true }) birthday: string | null
  @FlagColumn({ nullable: true }) birthdayLunar: boolean | null
  /** The consultant who looks after them, by name. */
  @WordColumn({ nullable: true }) owner: string | null
  /** showroom, web, phone, event, referral, activity, head_office, group; as LeadSource. */
  @WordColumn({ nullable: true }) source: string | null
  /** retail, or fleet: 批售, who are classed by a table of their own. */
  @WordColumn({ default: 'retail' }) kind: 'retail' | 'fleet'
  @JsonColumn({ nullable: true }) profile: Profile | null
  /** Agreed to hear from us, and when; took it back by 退订, and when. */
  @InstantColumn({ nullable: true }) consentAt: number | null
  @InstantColumn({ nullable: true }) marketingStoppedAt: number | null
  /** Drives another brand now: since when, and why. */
  @InstantColumn({ nullable: true }) lostAt: number | null
  @WordColumn({ nullable: true }) lostReason: string | null
  /** Personal data was erased on request. */
  @InstantColumn({ nullable: true }) erasedAt: number | null
  /** Turned out to be the same person as that one; the members point there. */
  @RefColumn({ nullable: true }) mergedIntoId: string | null
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'mergedIntoId', foreignKeyConstraintName: 'fk_customers_merged_into' })
  mergedInto?: Relation<Customer>
}

/** A customer of whom only the name is known. */
export const NEW_CUSTOMER = {
  realName: null,
  realNameFingerprint: null,
  phone: null,
  phoneFingerprint: null,
  class: null,
  classedAt: null,
  classedBy: null,
  birthday: null,
  birthdayLunar: null,
  owner: null,
  source: null,
  kind: 'retail',
  profile: null,
  consentAt: null,
  marketingStoppedAt: null,
  lostAt: null,
  lostReason: null,
  erasedAt: null,
  mergedIntoId: null,
} as const
