import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'
import { Group } from './group.js'

/** Something that nobody asked for and that we wanted to say to a customer, or to a group: said, or held back and why. */
@Entity({ name: 'contacts' })
@Unique('uq_contacts_key', ['key'])
@Index('ix_contacts_customer', ['customerId', 'at'])
@Index('ix_contacts_group', ['groupId', 'at'])
export class Contact {
  @IdColumn() id: string
  /** One occasion: who, what, and its day. */
  @WordColumn() key: string
  @RefColumn({ nullable: true }) customerId: string | null
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_contacts_customer' })
  customer?: Relation<Customer>
  @RefColumn({ nullable: true }) groupId: string | null
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_contacts_group' })
  group?: Relation<Group>
  /** birthday, insurance… */
  @WordColumn() kind: string
  /** sent: by the bot; asked: a colleague was asked to, since we cannot write there. */
  @WordColumn() state: 'sent' | 'asked' | 'held'
  /** Why it was held back. */
  @WordColumn({ nullable: true }) why: 'stopped' | 'budget' | 'quiet' | 'incident' | null
  @InstantColumn() at: number
}
