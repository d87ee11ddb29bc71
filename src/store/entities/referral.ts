import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'
import { Lead } from './lead.js'

/** 转介绍: who brought whom. Both are paid when the friend's car is handed over. */
@Entity({ name: 'referrals' })
@Unique('uq_referrals_code', ['code'])
@Unique('uq_referrals_friend', ['friendId'])
@Index('ix_referrals_referrer', ['referrerId'])
export class Referral {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() referrerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'referrerId', foreignKeyConstraintName: 'fk_referrals_referrer' })
  referrer?: Relation<Customer>
  @RefColumn() friendId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'friendId', foreignKeyConstraintName: 'fk_referrals_friend' })
  friend?: Relation<Customer>
  @RefColumn() leadId: string
  @ManyToOne(() => Lead)
  @JoinColumn({ name: 'leadId', foreignKeyConstraintName: 'fk_referrals_lead' })
  lead?: Relation<Lead>
  /** reversed: the order fell after it was paid. */
  @WordColumn() state: 'pending' | 'paid' | 'reversed'
  /** A colleague, the member in words, or the friend by the member's link. */
  @WordColumn() way: 'staff' | 'member' | 'link'
  /** Name of the consultant whose customer the referrer is. */
  @WordColumn({ nullable: true }) consultant: string | null
  @InstantColumn() introducedAt: number
  @InstantColumn({ nullable: true }) deliveredAt: number | null
  /** Name of whoever confirmed the delivery. */
  @WordColumn({ nullable: true }) deliveredBy: string | null
  @InstantColumn({ nullable: true }) reversedAt: number | null
}
