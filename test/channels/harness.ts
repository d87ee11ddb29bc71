import type { Clock } from '../../src/kit/clock.js'
import type { Capability, Channel, RoomRef, Sink } from '../../src/message/index.js'

/** What a platform may lack by its nature, whatever the bot is allowed to do. */
export type Facet =
  /** tells of newcomers */
  | 'joins'
  /** tells of those who left */
  | 'leaves'
  /** members have a name card of their own in each group, and we learn of a new one */
  | 'cards'
  /** tells that a message was taken back */
  | 'seesRecalls'
  /** tells that somebody was muted */
  | 'seesMutes'
  /** tells that the bot itself muted somebody */
  | 'seesOwnMutes'
  /** people ask to be let in, with an answer to the group's question */
  | 'joinRequests'
  /** asks an account before it is put into a group */
  | 'invitations'
  /** group notices are something else than messages, once `announce` is declared */
  | 'notices'
  /** a message may answer another */
  | 'replies'
  /** pictures come in */
  | 'images'
  /** refuses who is too fast with an answer of its own */
  | 'rateLimit'
  /** has rights that the bot may lack */
  | 'rights'
  /** a call may be cut off after it was carried out and before it was answered */
  | 'lostAnswer'
  /** may tell the same event twice */
  | 'repeats'
  /** has frames on a wire, which may be damaged */
  | 'frames'

/** What is fixed about a platform before anything runs. */
export interface Traits {
  /** Exactly what the channel declares while the bot is an admin. */
  capabilities: readonly Capability[]
  /** The longest text of one platform message, UTF-16 code units; Infinity when there is no limit. */
  textLimit: number
  /** Facets that the platform has not, with the reason, which is printed beside the skipped case. */
  lacks?: Partial<Record<Facet, string>>
}

/** Something the bot put on the platform, as everybody there sees it. */
export interface PlatformPost {
  /** The platform's id, as the channel's receipt gives it. */
  id?: string
  /** Mentions are written `@name` in it, as the platform draws them. */
  text: string
  /** Platform ids of those whom the platform itself took as mentioned. */
  mentions: string[]
  replyTo?: string
  buttons?: { label: string; data: string }[]
}

export interface Saying {
  mentions?: string[]
  replyTo?: string
  /** Said in private to the bot, not in the group. */
  whisper?: boolean
  /** Said in the staff room, not in the group. */
  amongStaff?: boolean
  /** What the platform's clock shows, UTC epoch ms, whole seconds. */
  at?: number
  /** A picture comes with it, at this address where the platform gives one; its placeholder in the event's text does not matter. */
  image?: boolean | string
}

export interface Faults {
  /** The platform says "too fast" to the call after `after` good ones (default 0), once. */
  rateLimit(after?: number): void
  /** The platform carries out the next call, and the connection is cut before the answer. */
  lostAnswer(): void
}

/**
 * A platform that a test plays, and the channel that speaks to it: already started and online, the bot an admin of
 * the group, `owner`, `alice` and `bob` in it; `owner` and the bot are in a staff room too. Everything is the platform's side of the story; what it leads to
 * shows in the sink and in `posts`. A method resolves when the platform has done it; the channel may hear later.
 */
export interface Harness {
  readonly channel: Channel
  /** The group. */
  readonly room: RoomRef
  readonly staffRoom: RoomRef
  /** Platform ids. */
  readonly owner: string
  readonly alice: string
  readonly bob: string
  /** The name that the group shows for a person, without `@`. */
  nameOf(person: string): string

  /** Answers the id under which the channel should report the message. */
  says(person: string, text: string, saying?: Saying): Promise<string>
  /** A new person comes into the group; answers the platform id. */
  joins(nickname: string, invitedBy?: string): Promise<string>
  leaves(person: string): Promise<void>
  removes(person: string, by: string): Promise<void>
  setsCard(person: string, card: string): Promise<void>
  /** `by` takes back a message. */
  takesBack(messageId: string, by: string): Promise<void>
  mutes(person: string, by: string, seconds: number): Promise<void>
  /** Somebody outside asks to be let in; answers the person's platform id. */
  asksIn(nickname: string, answer: string): Promise<string>
  /** `by` makes a group of this name and brings the bot in. */
  bringsIn(by: string, name: string): Promise<RoomRef>
  /** `by` asks the bot to come into a new group of this name, which is answered. */
  invites(by: string, name: string): Promise<RoomRef>
  /** `by` removes the bot from a group. */
  throwsOut(room: RoomRef, by: string): Promise<void>
  isInside(room: RoomRef): boolean
  /** Presses the button with this label under something the bot said. */
  presses(person: string, post: PlatformPost, label: string): Promise<void>
  /** The platform tells the last event once more, as it does after a hiccup. */
  repeats(): Promise<void>

  /** What the bot has said in the group, in another room or in private to a person, oldest first; nothing recalled. */
  posts(place?: string): PlatformPost[]
  /** The texts of the notices (群公告, pinned) that the bot has put up. */
  notices(): string[]
  /** True when the message can be read by nobody any more. */
  isGone(messageId: string): boolean
  isMuted(person: string): boolean
  isMember(person: string): boolean
  cardOf(person: string): string | undefined

  /** Makes the bot an admin of the group, or takes it away. */
  setAdmin(admin: boolean): Promise<void>
  readonly faults: Faults
  /** The platform is gone, with every connection. Resolves when it no longer answers. */
  goesDown(): Promise<void>
  /** It is back; the channel has to find it by itself. */
  comesBack(): Promise<void>

  /** Frames as the platform sends them, to be damaged, and the way to send damaged ones. Absent without a wire. */
  readonly frames?: {
    /** Good ones of every kind that matters. Parsed: JSON values or what else the wire carries. */
    samples(): unknown[]
    /** Resolves when the channel has had all of them before it. */
    send(frames: readonly unknown[]): Promise<void>
  }

  /** Ends the channel and the platform, and leaves no handle open. */
  stop(): Promise<void>
}

/**
 * Makes a fresh platform and a started channel that tells `sink`. Called once for each describe block. What the
 * platform says about the time is what `clock` shows, where one is given.
 */
export type CreateHarness = (sink: Sink, clock?: Clock) => Promise<Harness>
