import { Entity, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Activity } from './activity.js'
import { Member } from './member.js'

/** A member's answer to an activity: one row, changed in place; what changed is in the audit log. */
@Entity({ name: 'rsvps' })
@Unique('uq_rsvps_member', ['activityId', 'memberId'])
export class Rsvp {
  @IdColumn() id: string
  @RefColumn() activityId: string
  @ManyToOne(() => Activity)
  @JoinColumn({ name: 'activityId', foreignKeyConstraintName: 'fk_rsvps_activity' })
  activity?: Relation<Activity>
  @RefColumn() memberId: string
  @ManyToOne(() => Member)
  @JoinColumn({ name: 'memberId', foreignKeyConstraintName: 'fk_rsvps_member' })
  member?: Relation<Member>
  @CountColumn() adults: number
  @CountColumn() children: number
  /** undecided, declined: said something, and holds no seat. */
  @WordColumn() state: 'signed' | 'waiting' | 'cancelled' | 'undecided' | 'declined'
  /** Who said so last; `chain` is a line that another member pasted. */
  @WordColumn() by: 'self' | 'chain' | 'staff'
  /** Place in the queue: who came first is served first. */
  @InstantColumn() signedAt: number
  @InstantColumn() changedAt: number
  /** Moved up from the waiting list, and keeps the seat against others who wait only if they say so by then. */
  @InstantColumn({ nullable: true }) confirmBy: number | null
  /** Had a seat and did not come. */
  @InstantColumn({ nullable: true }) absentAt: number | null
  /** What the owner wanted to know, by the question; sealed by kit/crypto. */
  @JsonColumn({ nullable: true }) answers: Record<string, string> | null
  /** The question that waits for an answer in private, and since when. */
  @WordColumn({ nullable: true }) asking: string | null
  @InstantColumn({ nullable: true }) askedAt: number | null
  /** How it was, 1 to 5, and a sentence. */
  @CountColumn({ nullable: true }) score: number | null
  @TextColumn({ nullable: true }) comment: string | null
  @InstantColumn({ nullable: true }) scoredAt: number | null
}

/** Of whom nothing is known but that they answered. */
export const NEW_RSVP = {
  confirmBy: null,
  absentAt: null,
  answers: null,
  asking: null,
  askedAt: null,
  score: null,
  comment: null,
  scoredAt: null,
}
