import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'

/** What a customer is asked for. */
export type Field = 'name' | 'phone' | 'model' | 'plate' | 'bought' | 'need'

/** How far a customer's registration is; what was given lies with the customer and the vehicle. */
@Entity({ name: 'registrations' })
@Unique('uq_registrations_customer', ['customerId'])
export class Registration {
  @IdColumn() id: string
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_registrations_customer' })
  customer?: Relation<Customer>
  @WordColumn() state: 'open' | 'done' | 'cancelled'
  /** What the customer was asked last in the private dialogue, and when; the next message is taken for the answer. */
  @WordColumn({ nullable: true }) question: 'consent' | Field | null
  @InstantColumn({ nullable: true }) askedAt: number | null
  @JsonColumn() answers: Partial<Record<Field, 'given' | 'skipped'>>
  /** When the customer agreed, to which wording, and how. Nothing is kept before. */
  @InstantColumn({ nullable: true }) consentAt: number | null
  @WordColumn({ nullable: true }) consentVersion: string | null
  @WordColumn({ nullable: true }) consentWay: 'chat' | 'form' | 'staff' | null
  /** What the customer needs, in their own words; sealed by kit/crypto. */
  @TextColumn({ nullable: true }) need: string | null
  @InstantColumn() startedAt: number
  @InstantColumn({ nullable: true }) doneAt: number | null
}
