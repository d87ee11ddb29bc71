import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, ScoreColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'
import { Member } from './member.js'

/** H within 7 days · A 7 days to a month · B 1 to 2 months · C later. */
export type LeadLevel = 'H' | 'A' | 'B' | 'C'

/**
 * new → claimed → handled (talked to, and followed up) → won | lost | out_of_reach; not_a_lead: staff said that we
 * were wrong.
 */
export type LeadState = 'new' | 'claimed' | 'handled' | 'won' | 'lost' | 'out_of_reach' | 'not_a_lead'

/** One sentence that speaks for a lead. */
export interface LeadEvidence {
  messageId: string
  at: number
  quote: string
  score: number
}

/** One interest of one member: 增购, 置换 or 转介绍. It grows with new evidence. */
@Entity({ name: 'leads' })
@Unique('uq_leads_code', ['code'])
@Index('ix_leads_member', ['memberId'])
export class Lead {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_leads_group' })
  group?: Relation<Group>
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_leads_member' })
  member?: Relation<Member>
  @WordColumn() kind: 'add_on' | 'trade_in' | 'referral'
  @WordColumn() level: LeadLevel
  @ScoreColumn() score: number
  @WordColumn() state: LeadState
  @JsonColumn() evidence: LeadEvidence[]
  @InstantColumn() firstMessageAt: number
  @InstantColumn() raisedAt: number
  /** Name of the salesperson whom it suits best, until somebody takes it. */
  @WordColumn({ nullable: true }) offeredTo: string | null
  /** Name of the salesperson who took it: a person may have several accounts. */
  @WordColumn({ nullable: true }) claimedBy: string | null
  @InstantColumn({ nullable: true }) claimedAt: number | null
  /** How often it was contacted, when last, and when it is due again. */
  @CountColumn({ default: 0 }) contacts: number
  @InstantColumn({ nullable: true }) lastContactAt: number | null
  @InstantColumn({ nullable: true }) nextContactAt: number | null
  /** price, competitor, service, financing, no_need, other */
  @WordColumn({ nullable: true }) lostReason: string | null
  @InstantColumn({ nullable: true }) endedAt: number | null
}
