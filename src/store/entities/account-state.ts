import { Entity, JoinColumn, OneToOne, type Relation } from 'typeorm'
import type { ChannelProblem, ChannelState } from '../../message/index.js'
import { IdColumn, InstantColumn, TextColumn, WordColumn } from '../columns.js'
import { ChannelAccount } from './channel-account.js'

/** How one of our accounts fares, as the bot last saw it. */
@Entity({ name: 'account_states' })
export class AccountState {
  /** The account's id. */
  @IdColumn() id: string
  @OneToOne(() => ChannelAccount)
  @JoinColumn({ name: 'id', foreignKeyConstraintName: 'fk_account_states_account' })
  account?: Relation<ChannelAccount>
  @WordColumn() state: ChannelState
  /** When it came into this state. */
  @InstantColumn() since: number
  @WordColumn({ nullable: true }) problem: ChannelProblem | null
  /** Sealed: what the QR code says that waits to be scanned. */
  @TextColumn({ nullable: true }) loginCode: string | null
  /** When it last told us anything that somebody did or said. */
  @InstantColumn({ nullable: true }) lastEventAt: number | null
  /** Since when it has not been online for good; null while all is well. */
  @InstantColumn({ nullable: true }) downSince: number | null
  /** When the staff were last told of this outage. */
  @InstantColumn({ nullable: true }) alarmedAt: number | null
}
