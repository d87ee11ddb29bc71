import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'
import { PointTransfer } from './point-transfer.js'
import { Referral } from './referral.js'
import { Reward } from './reward.js'

/** 券: good for one reward or one service, for whoever shows the code. */
@Entity({ name: 'vouchers' })
@Unique('uq_vouchers_fingerprint', ['fingerprint'])
@Index('ix_vouchers_customer', ['customerId'])
export class Voucher {
  @IdColumn() id: string
  @RefColumn() customerId: string
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_vouchers_customer' })
  customer?: Relation<Customer>
  @WordColumn() name: string
  /** What was bought for points, and how they were paid; both null for a gift. */
  @RefColumn({ nullable: true }) rewardId: string | null
  @ManyToOne(() => Reward)
  @JoinColumn({ name: 'rewardId', foreignKeyConstraintName: 'fk_vouchers_reward' })
  reward?: Relation<Reward> | null
  @RefColumn({ nullable: true }) transferId: string | null
  @ManyToOne(() => PointTransfer)
  @JoinColumn({ name: 'transferId', foreignKeyConstraintName: 'fk_vouchers_transfer' })
  transfer?: Relation<PointTransfer> | null
  /** The referral that it is a thank-you for. */
  @RefColumn({ nullable: true }) referralId: string | null
  @ManyToOne(() => Referral)
  @JoinColumn({ name: 'referralId', foreignKeyConstraintName: 'fk_vouchers_referral' })
  referral?: Relation<Referral> | null
  /** Sealed by kit/crypto; found again by the fingerprint. */
  @TextColumn() code: string
  @WordColumn() fingerprint: string
  @WordColumn() state: 'open' | 'used' | 'cancelled'
  @InstantColumn() issuedAt: number
  @InstantColumn({ nullable: true }) endedAt: number | null
  /** Name of the colleague who took it in, or took it back. */
  @WordColumn({ nullable: true }) endedBy: string | null
}
