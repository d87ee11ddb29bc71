import { Entity, Index } from 'typeorm'
import type { ChannelKind } from '../../message/index.js'
import { IdColumn, InstantColumn, WordColumn } from '../columns.js'

/** A code that was not right: so many in an hour, and no more are looked at. */
@Entity({ name: 'wrong_codes' })
@Index('ix_wrong_codes_at', ['at'])
export class WrongCode {
  @IdColumn() id: string
  @WordColumn() channel: ChannelKind
  @WordColumn() externalId: string
  @InstantColumn() at: number
}
