import { Entity, Unique } from 'typeorm'
import type { ChannelKind } from '../../message/index.js'
import { IdColumn, WordColumn } from '../columns.js'

/** One of our own accounts on a platform. */
@Entity({ name: 'channel_accounts' })
@Unique('uq_channel_accounts_account', ['channel', 'account'])
export class ChannelAccount {
  @IdColumn() id: string
  @WordColumn() channel: ChannelKind
  @WordColumn() account: string
}
