import { instantOf } from '../../kit/chinese/dates.js'
import type { Announcement } from './announcement.js'
import type { NamedMember } from './match-name.js'
import type { PendingRequest, StaffRsvp } from './read-staff-rsvp.js'
import type { Applied, AppliedChain, Heads, Limits, Roster, SignUp } from './roster.js'
import type { RsvpIntent } from './rsvp-intent.js'

/** An activity as the talk of a group made it. */
export interface TalkedActivity {
  id: string
  announcement: Announcement
  announcedAt: number
  roster: Roster
  /** Instant at which staff said that the list is closed. */
  closedAt?: number
}

/** A request that staff have not answered, with what it takes to grant or to undo it. */
export interface TalkRequest extends PendingRequest {
  activity: string
  at: number
  /** Position in the talk, counted in messages. */
  position: number
  wanted?: Heads
  /** The sign-up before the request. */
  before?: SignUp
}

/** What is remembered of a group's talk between two messages. Plain data. */
export interface Talk {
  activities: TalkedActivity[]
  pending: TalkRequest[]
  /** The last messages, oldest first: when, by whom, whether about an activity. */
  trail: { at: number; person: string; about: boolean }[]
  position: number
  /** Id of the activity that was spoken of last. */
  focus?: string
}

const MINUTE = 60_000
/** Talk about an activity is fresh for this long. */
export const RECENT = 15 * MINUTE
/** A reply that names nobody answers a request this near, in messages and in time. */
export const NEAR_MESSAGES = 8
export const NEAR = 180 * MINUTE

export const NO_TALK: Talk = { activities: [], pending: [], trail: [], position: 0 }

export interface Said {
  person: string
  name: string
  staff: boolean
  text: string
  /** UTC ms. */
  at: number
  mentions?: string[]
  /** Text of the staff message that this one answers. */
  repliedTo?: string
}

export interface TalkSettings {
  zone: string
  /** Members without staff, as far as known. */
  members: readonly NamedMember[]
}

export interface Heard {
  talk: Talk
  /** Id of the activity that the message was about. */
  activity?: string
  announced?: Announcement
  intent?: RsvpIntent
  staff?: StaffRsvp
  applied?: Applied | AppliedChain
}

/** Activities that may still be spoken of: until the end of their day. */
export function openActivities(talk: Talk, at: number, zone: string): TalkedActivity[] {
  return talk.activities.filter(({ announcement }) => at <= instantOf(announcement.day, { hour: 24, minute: 0 }, zone))
}

/** Cap and the earlier of the two closings: the one announced, the one declared. */
export function limits({ announcement, closedAt }: TalkedActivity): Limits {
  const deadlines = [announcement.deadline, closedAt].filter((instant) => instant !== undefined)
  return { cap: announcement.cap, ...(deadlines.length && { deadline: Math.min(...deadlines) }) }
}

export function replaceActivity(talk: Talk, activity: TalkedActivity): Talk {
  return { ...talk, activities: talk.activities.map((other) => (other.id === activity.id ? activity : other)) }
}
