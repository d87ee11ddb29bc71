import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** A word that a customer is found by: 钓鱼, 高感度… */
@Entity({ name: 'customer_tags' })
@Unique('uq_customer_tags_tag', ['customerId', 'tag'])
@Index('ix_customer_tags_tag', ['tag'])
export class CustomerTag {
  @IdColumn() id: string
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_customer_tags_customer' })
  customer?: Relation<Customer>
  @WordColumn() tag: string
  /** Name of the colleague, or the rule that gave it. */
  @WordColumn() by: string
  @InstantColumn() at: number
}
