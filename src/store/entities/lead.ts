import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, ScoreColumn, WordColumn } from '../columns.js'
import { Customer } from './customer.js'
import { Group } from './group.js'
import { Member } from './member.js'

/** H within 7 days · A 7 days to a month · B 1 to 2 months · C later. */
export type LeadLevel = 'H' | 'A' | 'B' | 'C'

/**
 * new → claimed → handled (talked to, and followed up) → won | lost | out_of_reach; not_a_lead: staff said that we
 * were wrong.
 */
export type LeadState = 'new' | 'claimed' | 'handled' | 'won' | 'lost' | 'out_of_reach' | 'not_a_lead'

/** Whoever has one of these may still buy; somebody follows the latter. */
export const OPEN_LEADS: LeadState[] = ['new', 'claimed', 'handled']
export const FOLLOWED_LEADS: LeadState[] = ['claimed', 'handled']

/** One sentence that speaks for a lead. */
export interface LeadEvidence {
  messageId: string
  at: number
  quote: string
  score: number
}

/** By which door a lead came in: `group` is the talk in a group. */
export const LEAD_SOURCES = [
  'group',
  'showroom',
  'phone',
  'web',
  'event',
  'referral',
  'activity',
  'head_office',
] as const
export type LeadSource = (typeof LEAD_SOURCES)[number]

/**
 * What the first call to a collected lead said: A visit agreed within 7 days · B within 15 days · C interested, no time
 * agreed · D gives up.
 */
export type LeadGrade = 'A' | 'B' | 'C' | 'D'

/** Which reminders of a contact that is due at `due` (UTC ms) were given. */
export interface Reminded {
  due: number
  stages: ('before' | 'at' | 'after')[]
}

/** One interest of one customer: a first car, 增购, 置换 or 转介绍. It grows with new evidence. */
@Entity({ name: 'leads' })
@Unique('uq_leads_code', ['code'])
@Index('ix_leads_member', ['memberId'])
@Index('ix_leads_customer', ['customerId'])
@Index('ix_leads_state', ['state', 'nextContactAt'])
@Index('ix_leads_ended', ['state', 'endedAt'])
export class Lead {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn() code: number
  @RefColumn() customerId: string
  /** Of what a lead points to, its name and place: they are read with it. */
  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId', foreignKeyConstraintName: 'fk_leads_customer' })
  customer?: Pick<Customer, 'id' | 'displayName' | 'erasedAt' | 'marketingStoppedAt'>
  /** Where and by whom it was said; both null when it came in by another door. */
  @RefColumn({ nullable: true }) groupId: string | null
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_leads_group' })
  group?: Pick<Group, 'id' | 'name'> | null
  @RefColumn({ nullable: true }) memberId: string | null
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_leads_member' })
  member?: Pick<Member, 'id' | 'customerId' | 'externalId' | 'nickname' | 'card'> | null
  /** purchase: a car, without a word on the present one. */
  @WordColumn() kind: 'add_on' | 'trade_in' | 'referral' | 'purchase'
  @WordColumn({ default: 'group' }) source: LeadSource
  @WordColumn() level: LeadLevel
  @ScoreColumn() score: number
  @WordColumn() state: LeadState
  @JsonColumn() evidence: LeadEvidence[]
  @InstantColumn() firstMessageAt: number
  @InstantColumn() raisedAt: number
  /** Name of the salesperson whom it suits best, until somebody takes it. */
  @WordColumn({ nullable: true }) offeredTo: string | null
  /** All to whom it was offered and who did not take it in time, oldest first. */
  @JsonColumn({ nullable: true }) passedOver: string[] | null
  /** Set when customer service has called a collected lead. */
  @WordColumn({ nullable: true }) grade: LeadGrade | null
  /** Name of the salesperson who took it: a person may have several accounts. */
  @WordColumn({ nullable: true }) claimedBy: string | null
  @InstantColumn({ nullable: true }) claimedAt: number | null
  /** Colleagues who work on it together with whoever took it. */
  @JsonColumn({ nullable: true }) helpers: string[] | null
  /** How often it was contacted, when last, and when it is due again. */
  @CountColumn({ default: 0 }) contacts: number
  @InstantColumn({ nullable: true }) lastContactAt: number | null
  @InstantColumn({ nullable: true }) nextContactAt: number | null
  @JsonColumn({ nullable: true }) reminded: Reminded | null
  /** When the customer was last in the showroom. */
  @InstantColumn({ nullable: true }) lastVisitAt: number | null
  /** price, competitor, service, financing, no_need, other */
  @WordColumn({ nullable: true }) lostReason: string | null
  @InstantColumn({ nullable: true }) endedAt: number | null
}
