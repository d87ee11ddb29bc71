import type { RoomRef } from './event.js'

export interface Button {
  label: string
  /** Comes back verbatim in a ButtonEvent; at most 56 bytes: a platform carries 64, and it may have to be signed. */
  data: string
}

/** Say something in a room; a private room's id is the person's account. */
export interface SayAction {
  type: 'say'
  room: RoomRef
  text: string
  /** Platform ids to mention; channels that cannot mention write the name. */
  mentions?: string[]
  replyTo?: string
  buttons?: Button[]
  /** Holds a code that proves who somebody is: the words are kept no longer than it takes to say them. */
  secret?: boolean
}

/** A group notice (群公告) where the platform has one. */
export interface AnnounceAction {
  type: 'announce'
  room: RoomRef
  text: string
  buttons?: Button[]
}

export interface RecallAction {
  type: 'recall'
  room: RoomRef
  messageId: string
}

/** Mute a member; 0 seconds lifts it. */
export interface MuteAction {
  type: 'mute'
  room: RoomRef
  person: string
  seconds: number
}

export interface KickAction {
  type: 'kick'
  room: RoomRef
  person: string
}

export interface SetCardAction {
  type: 'setCard'
  room: RoomRef
  person: string
  card: string
}

/** Let somebody in who asked, or turn them away with a reason. */
export interface ApproveJoinAction {
  type: 'approveJoin'
  room: RoomRef
  person: string
  /** From the JoinRequestEvent. */
  request: string
  approve: boolean
  reason?: string
}

/** Come into a group that somebody asked us into, or not; the room is that of the InvitationEvent. */
export interface AcceptInvitationAction {
  type: 'acceptInvitation'
  room: RoomRef
  /** Who asked us. */
  person: string
  /** From the InvitationEvent. */
  request: string
  accept: boolean
  reason?: string
}

/** Go out of a group ourselves. */
export interface LeaveAction {
  type: 'leave'
  room: RoomRef
}

/** Everything that we can ask of a platform. */
export type Action =
  | SayAction
  | AnnounceAction
  | RecallAction
  | MuteAction
  | KickAction
  | SetCardAction
  | ApproveJoinAction
  | AcceptInvitationAction
  | LeaveAction

/** How a delivery ended, as far as the platform told. Only `not_sent` with `retry` may be tried again. */
export type Receipt =
  | { outcome: 'sent'; messageId?: string }
  | {
      outcome: 'not_sent'
      reason: string
      retry: boolean
      /** How long the platform wants to be left alone before that, ms. */
      retryAfterMs?: number
    }
  | { outcome: 'unknown'; reason: string }
