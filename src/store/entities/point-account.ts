import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** One side of the points ledger: a customer's, or one of the store's own. All balances together are always 0. */
@Entity({ name: 'point_accounts' })
@Unique('uq_point_accounts_key', ['key'])
export class PointAccount {
  @IdColumn() id: string
  /** The customer's id; the store's: `issued` (where points come from), `redeemed`, `expired`. */
  @WordColumn() key: string
  @RefColumn({ nullable: true }) customerId: string | null
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_point_accounts_customer' })
  customer?: Relation<Customer> | null
  /** The sum of its entries, whole points; a customer's is never below 0. */
  @CountColumn() balance: number
  @InstantColumn() createdAt: number
}
