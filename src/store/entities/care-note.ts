import { Entity, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { IdColumn, WordColumn } from '../columns.js'
import { Customer, type CustomerClass } from './customer.js'

/** Who looked after a customer and how they were classed when care last looked: so it notices what changed, whoever changed it. */
@Entity({ name: 'care_notes' })
export class CareNote {
  /** The customer's. */
  @IdColumn() id: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'id', foreignKeyConstraintName: 'fk_care_notes_customer' })
  customer?: Relation<Customer>
  /** The consultant; who left without an heir stands here until there is one. */
  @WordColumn({ nullable: true }) owner: string | null
  /** ISO days of the last change to another consultant, and of the last step up. */
  @WordColumn({ nullable: true }) ownerChangedOn: string | null
  @WordColumn({ nullable: true }) class: CustomerClass | null
  @WordColumn({ nullable: true }) raisedOn: string | null
}
