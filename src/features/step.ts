import type { Dealer } from '../kit/dealer.js'
import type { Ids } from '../kit/ids.js'
import type { Say } from '../kit/texts.js'
import type { Action, Button, Capability, ChatEvent } from '../message/index.js'
import type { Priority } from '../outbox/index.js'
import type { Db, Group, Member, StaffAccount, Writes } from '../store/index.js'
import type { Meaning } from '../understanding/meaning.js'

/** One event on its way through the steps. */
export interface Turn {
  event: ChatEvent
  /** The id of its row in the inbox. */
  messageId: string
  /** history: it is over; steps learn from it, and nothing is sent. */
  mode: 'live' | 'history'
  /** The time that decisions go by: the clock's, or the event's own in a history. */
  now: number
  group: Group
  member: Member
  /** Set when the sender is bound as staff: only these may give commands. */
  staff: StaffAccount | null
  /** Works for the dealer, or runs the group: no rule, lead or inquiry applies. */
  exempt: boolean
  /** What the words mean; null when there are none, or when the sender is exempt. */
  meaning: Meaning | null
  /** `awaited`: a second opinion on it is asked for, and the turn comes again when it is `given`, or known to be `missing`. */
  opinion: 'none' | 'awaited' | 'given' | 'missing'
  /** What can be done in this turn's group, or in another one: it may be on another platform. */
  can(capability: Capability, where?: Group): boolean
  /** What the bot would like to say to the sender; the reply step says the most urgent one. */
  replies: Reply[]
}

export interface Reply {
  text: string
  /** Lower speaks first: 0 what was asked for, 1 something owed, 2 a courtesy. */
  rank: 0 | 1 | 2
  buttons?: Button[]
  /** See SayAction. */
  secret?: boolean
  /** The same key is said once; without one, once a message. */
  dedupe?: string
}

export interface SendOptions {
  priority: Priority
  /** The same key is sent once, however often it is asked for. */
  dedupe: string
  /** How long it makes sense to send it, ms. */
  lifetime: number
}

export interface Later {
  task: string
  payload: Record<string, unknown>
  runAt: number
  dedupe: string
}

/** The messages that are handled in one transaction, and what steps may do. Nothing here is sent or written at once. */
export interface Batch {
  db: Db
  turns: readonly Turn[]
  writes: Writes
  ids: Ids
  say: Say
  dealer: Dealer
  /** Rooms in which the staff hear from the bot. */
  staffRooms: readonly Group[]
  /** Puts an action into the outbox; does nothing for a history. */
  send(turn: Turn, to: Group, action: Action, options: SendOptions): void
  /** Tells the staff, in every staff room; does nothing for a history. */
  tellStaff(turn: Turn, text: string, options: Pick<SendOptions, 'dedupe'> & { buttons?: Button[] }): void
  /** Background work, once for each dedupe key; does nothing for a history. */
  later(turn: Turn, work: Later): void
  /** Writes down what was decided and why. */
  audit(turn: Turn, what: string, details: Record<string, unknown>): void
}

/** Decides about one event. Not calling `next` ends its way; calling it twice is a bug. */
export type Handle = (turn: Turn, next: () => void) => void

/** Reads what it needs for the whole batch, one query a table; then decides in memory, event by event. */
export type Step = (batch: Batch) => Promise<Handle>

/** The name that a group knows a member by. */
export const displayName = (member: Pick<Member, 'card' | 'nickname' | 'externalId'>): string =>
  member.card || member.nickname || member.externalId

/** A room as an action names it. */
export const roomOf = (group: Group) => ({
  id: group.externalId,
  kind: group.kind === 'private' ? ('private' as const) : ('group' as const),
  name: group.name,
})

/** What a turn says, in words or by a button; empty for everything else. */
export const said = ({ event }: Turn): string =>
  event.type === 'message' ? event.text : event.type === 'button' ? event.data : ''
