import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import type { Action } from '../../message/index.js'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { ChannelAccount } from './channel-account.js'

/**
 * waiting → sending → sent | failed | unknown; waiting → expired | needs_person.
 * `sending` that outlived a crash becomes `unknown`: it is never tried again blindly.
 */
export type OutboxState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown' | 'expired' | 'needs_person'

/** One outgoing action. */
@Entity({ name: 'outbox' })
@Unique('uq_outbox_dedupe', ['dedupeKey'])
@Index('ix_outbox_waiting', ['accountId', 'priority', 'id'], { where: "state IN ('waiting','sending')" })
@Index('ix_outbox_sent', ['accountId', 'sentAt'])
@Index('ix_outbox_created', ['createdAt'])
export class OutboxItem {
  @IdColumn() id: string
  @RefColumn() accountId: string
  @ManyToOne(() => ChannelAccount)
  @JoinColumn({ name: 'accountId', foreignKeyConstraintName: 'fk_outbox_account' })
  account?: Relation<ChannelAccount>
  @JsonColumn() action: Action
  /** 0 rule · 1 reply · 2 staff alert · 3 broadcast and care. */
  @CountColumn() priority: number
  @WordColumn() dedupeKey: string
  /** The message that led to it, if any. */
  @RefColumn({ nullable: true }) messageId: string | null
  @InstantColumn() createdAt: number
  @InstantColumn() notBefore: number
  @InstantColumn() expiresAt: number
  @WordColumn() state: OutboxState
  @CountColumn() attempts: number
  /** Why it failed, expired or needs a person. */
  @TextColumn({ nullable: true }) reason: string | null
  @InstantColumn({ nullable: true }) sentAt: number | null
  /** The platform's id of what was sent. */
  @WordColumn({ nullable: true }) externalId: string | null
}
