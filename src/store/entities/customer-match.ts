import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** Two customers with one phone number: are they the same person? */
@Entity({ name: 'customer_matches' })
@Unique('uq_customer_matches_code', ['code'])
@Index('ix_customer_matches_customer', ['customerId'])
export class CustomerMatch {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  /** Who left the number, and who was known by it. */
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_customer_matches_customer' })
  customer?: Relation<Customer>
  @RefColumn() knownId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'knownId', foreignKeyConstraintName: 'fk_customer_matches_known' })
  known?: Relation<Customer>
  /** asked: the member is to say; told: a colleague is. */
  @WordColumn() state: 'asked' | 'told' | 'same' | 'other'
  @InstantColumn() askedAt: number
  /** `member`, or the name of a colleague. */
  @WordColumn({ nullable: true }) decidedBy: string | null
}
