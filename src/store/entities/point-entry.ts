import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn } from '../columns.js'
import { PointAccount } from './point-account.js'
import { PointTransfer } from './point-transfer.js'

/** What one transfer does to one account; rows are only ever added. */
@Entity({ name: 'point_entries' })
@Index('ix_point_entries_account', ['accountId'])
@Index('ix_point_entries_transfer', ['transferId'])
@Index('ix_point_entries_expires', ['expiresAt'])
export class PointEntry {
  @IdColumn() id: string
  @RefColumn() transferId: string
  @ManyToOne(() => PointTransfer)
  @JoinColumn({ name: 'transferId', foreignKeyConstraintName: 'fk_point_entries_transfer' })
  transfer?: Relation<PointTransfer>
  @RefColumn() accountId: string
  @ManyToOne(() => PointAccount)
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_point_entries_account' })
  account?: Relation<PointAccount>
  /** Whole points: more than 0 comes in. */
  @CountColumn() amount: number
  /** When points that came in are good no longer; null: never. */
  @InstantColumn({ nullable: true }) expiresAt: number | null
}
