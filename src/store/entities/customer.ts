import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'

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
  /** Turned out to be the same person as that one; the members point there. */
  @RefColumn({ nullable: true }) mergedIntoId: string | null
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'mergedIntoId', foreignKeyConstraintName: 'fk_customers_merged_into' })
  mergedInto?: Relation<Customer>
}
