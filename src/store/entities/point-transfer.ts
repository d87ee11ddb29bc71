import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'

/** What points are given for. */
export const EARN_REASONS = ['referral', 'repurchase', 'service', 'activity', 'birthday'] as const
export type EarnReason = (typeof EARN_REASONS)[number]

/** One movement of points; its entries add up to 0. Rows are only ever added: a mistake is put right by a reversal. */
@Entity({ name: 'point_transfers' })
@Unique('uq_point_transfers_code', ['code'])
@Unique('uq_point_transfers_key', ['key'])
@Unique('uq_point_transfers_reverses', ['reversesId'])
export class PointTransfer {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  /** Reason and subject: what is posted under the same key is posted once. */
  @WordColumn() key: string
  /** merge: two customers turned out to be one. */
  @WordColumn() reason: EarnReason | 'by_hand' | 'redeem' | 'expire' | 'reversal' | 'merge'
  @InstantColumn() at: number
  /** `bot`, or the external account of a person. */
  @WordColumn() actor: string
  /** The reward, the activity, or a colleague's words. */
  @TextColumn() note: string
  /** Set on a reversal: what it takes back. */
  @RefColumn({ nullable: true }) reversesId: string | null
  @ManyToOne(() => PointTransfer)
  @JoinColumn({ name: 'reversesId', foreignKeyConstraintName: 'fk_point_transfers_reverses' })
  reverses?: Relation<PointTransfer> | null
}
