import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { IdColumn, InstantColumn, JsonColumn, RefColumn, ScoreColumn, WordColumn } from '../columns.js'
import type { LeadEvidence } from './lead.js'
import { Member } from './member.js'

/** What a member let slip about one kind of lead, fading with time until it is enough for a lead. */
@Entity({ name: 'interests' })
@Unique('uq_interests_kind', ['memberId', 'kind'])
export class Interest {
  @IdColumn() id: string
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_interests_member' })
  member?: Relation<Member>
  @WordColumn() kind: 'add_on' | 'trade_in' | 'referral'
  @ScoreColumn() score: number
  @InstantColumn() updatedAt: number
  @JsonColumn() evidence: LeadEvidence[]
}
