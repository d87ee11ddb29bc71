import { Entity, Index, JoinColumn, ManyToOne, type Relation, Unique } from 'typeorm'
import { CountColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordColumn } from '../columns.js'
import { Group } from './group.js'

/** Kinds of guest that an invitation promises something to. */
export const GUEST_KINDS = ['visitor', 'test_driver', 'buyer', 'referrer', 'trade_in', 'service'] as const
export type GuestKind = (typeof GUEST_KINDS)[number]

/** What the staff plan, spend and count. Money in fen, instants UTC ms; what is left out is not known yet. */
export interface ActivityPlan {
  theme?: string
  /** Time, place, cap or deadline were changed after the notice was written: its words no longer hold. */
  amended?: boolean
  mapLink?: string
  poster?: string
  /** Where the photos of the day are. */
  photos?: string
  gifts?: Partial<Record<GuestKind, string>>
  /** Name of the colleague who looks after it. */
  owner?: string
  /** What the owner wants to know of whoever signs up. */
  questions?: string[]
  /** How long before it begins people are reminded, in hours. */
  reminders?: number[]
  planned?: number
  approved?: { by: string; at: number }
  spent?: number
  /** Counted by hand, for guests who are in no group. */
  counted?: { visits?: number; testDrives?: number; leads?: number; orders?: number }
  /** How often its time, place or state has changed: a calendar that holds it takes the newest. */
  revision?: number
  /** Steps and reminders that have had their turn. */
  done?: string[]
  /** The line of who is coming as it was last posted to the group, and when. */
  posted?: string
  postedAt?: number
  /** Lotteries: what fixed the seed before, and what came of it. */
  draws?: {
    prizes: { name: string; count: number }[]
    commitment: string
    seed?: string
    /** Codes of all who took part, and of those who won. */
    codes?: string[]
    winners?: { prize: string; code: string }[]
  }[]
}

/** 活动: something that the dealer invites its owners to. */
@Entity({ name: 'activities' })
@Unique('uq_activities_key', ['groupId', 'key'])
@Index('ix_activities_group', ['groupId', 'endsAt'])
@Index('ix_activities_code', ['code'], { unique: true })
export class Activity {
  @IdColumn() id: string
  /** A short number that people can type. */
  @CountColumn({ default: 0 }) code: number
  @RefColumn() groupId: string
  @ManyToOne(() => Group)
  @JoinColumn({ name: 'groupId', foreignKeyConstraintName: 'fk_activities_group' })
  group?: Relation<Group>
  /** Day and title: the same notice twice is one activity. */
  @WordColumn() key: string
  @WordColumn() title: string
  /** The notice, word for word. */
  @TextColumn() text: string
  /** What was read out of the notice: see features/activities/announcement.ts. */
  @JsonColumn() announcement: object
  /** The end of its day: until then it is spoken of. */
  @InstantColumn() endsAt: number
  /** draft: shown to the staff, not yet announced. */
  @WordColumn() state: 'draft' | 'open' | 'cancelled'
  @InstantColumn() announcedAt: number
  /** When the staff said that the list is closed. */
  @InstantColumn({ nullable: true }) closedAt: number | null
  @JsonColumn({ default: '{}' }) plan: ActivityPlan
}
