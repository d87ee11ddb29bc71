import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, RefColumn, WordColumn } from '../columns.js'
import { Broadcast } from './broadcast.js'

/** One group or one customer that a broadcast is for, and how it ended there. */
@Entity({ name: 'broadcast_targets' })
@Unique('uq_broadcast_targets_token', ['token'])
@Index('ix_broadcast_targets_broadcast', ['broadcastId'])
export class BroadcastTarget {
  @IdColumn() id: string
  @RefColumn() broadcastId: string
  @ManyToOne(() => Broadcast)
  @JoinColumn({ name: 'broadcastId', foreignKeyConstraintName: 'fk_broadcast_targets_broadcast' })
  broadcast?: Relation<Broadcast>
  /** Where it is said; null where a colleague is asked to. */
  @RefColumn({ nullable: true }) groupId: string | null
  @RefColumn({ nullable: true }) customerId: string | null
  /** queued: its outbox item says how it ended · held: not sent, and why · asked: a colleague was asked to send it. */
  @WordColumn() state: 'queued' | 'held' | 'asked'
  @WordColumn({ nullable: true }) why: 'stopped' | 'budget' | 'incident' | 'account' | 'merged' | null
  /** Dedupe key of the latest outbox item. */
  @WordColumn({ nullable: true }) itemKey: string | null
  /** How often it was handed to the outbox. */
  @CountColumn() attempts: number
  /** Which wording it got. */
  @CountColumn() variant: number
  /** What the link is known by: a keyed hash, good for nothing else. */
  @WordColumn({ nullable: true }) token: string | null
  @CountColumn() clicks: number
  @InstantColumn() at: number
}
