import { Entity, Index } from 'typeorm'
import { IdColumn, InstantColumn, TextColumn, WordColumn } from '../columns.js'

/** A person whom the dealer knows; the accounts in the groups point here. */
@Entity({ name: 'customers' })
@Index('ix_customers_phone', ['phoneFingerprint'])
export class Customer {
  @IdColumn() id: string
  /** The name that the groups know. The real name is sealed. */
  @WordColumn() displayName: string
  /** Sealed by kit/crypto. */
  @TextColumn({ nullable: true }) phone: string | null
  @WordColumn({ nullable: true }) phoneFingerprint: string | null
  @InstantColumn() createdAt: number
}
