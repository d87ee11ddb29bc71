import type { Button, SenderRef } from '../../src/message/index.js'

export type Role = 'owner' | 'admin' | 'member'

export interface Person {
  id: string
  nickname: string
  /** An account that a program speaks for. Its own posts are never offered to it. */
  bot?: boolean
  /** What the person does at the dealer, for the page: 销售顾问, 售后经理… */
  title?: string
}

export interface Member {
  person: string
  role: Role
  /** 群名片 */
  card?: string
  /** UTC epoch ms; the member cannot speak before. */
  mutedUntil?: number
}

/** A private chat with the bot is a room too: its id is the person's, as in RoomRef. */
export interface Room {
  id: string
  kind: 'group' | 'private'
  name: string
  purpose?: 'owners' | 'staff'
}

/** The account as the room showed it at the time of the post. */
export interface Sender extends SenderRef {
  bot?: boolean
}

export type PostKind = 'message' | 'announcement' | 'join' | 'leave' | 'card' | 'mute' | 'unmute' | 'press' | 'invite'

/** One line of a room's timeline: words of people and bots, and what happened in the room. */
export interface Post {
  id: string
  room: string
  /** UTC epoch ms */
  at: number
  kind: PostKind
  /** Who spoke, came, left, changed the card, muted, pressed, or asks the bot into another group. */
  from: Sender
  text?: string
  mentions?: string[]
  replyTo?: string
  buttons?: Button[]
  /** The other person of a join (who invited), leave (who removed) or mute (who is silenced). */
  about?: Sender
  /** End of a mute, UTC epoch ms. */
  until?: number
  oldCard?: string
  /** Of a press: the post whose button it was, and that button's data. */
  pressed?: { post: string; data: string; label: string }
  /** Of an invite: the group. */
  invited?: { room: string; name: string }
  recalled?: { by: Sender; at: number }
  /** Chosen by the writer's program: the same one twice is the same post. */
  clientId?: string
}

/** What a command writes to the journal and tells to listeners; the world is the fold of all of these. */
export type Change =
  | { type: 'room'; room: Room }
  | { type: 'person'; person: Person }
  | { type: 'member'; room: string; member: Member }
  | { type: 'gone'; room: string; person: string }
  /** `offer`: the bot still has to take it in. */
  | { type: 'post'; post: Post; offer?: boolean }
  | { type: 'recall'; post: string; by: Sender; at: number }
  | { type: 'ack'; post: string }
