/**
 * What a platform can be. `history` is an imported chat export: it is read, never written to. `console` is where
 * colleagues give commands over HTTP and in the terminal: it has private rooms only, and nothing is said there unasked.
 */
export type ChannelKind = 'sandbox' | 'qq' | 'wechat' | 'telegram' | 'history' | 'console'

/** A chat room as the platform names it. A private chat is a room too: its id is the other person's account. */
export interface RoomRef {
  id: string
  kind: 'group' | 'private'
  name?: string
  /** How many are in the group, and how many it takes, where the platform tells when somebody comes or asks to. */
  members?: number
  capacity?: number
}

/** The account of a person, as the platform shows it at the time of the event. */
export interface SenderRef {
  /** The platform's id, for example the QQ number. */
  id: string
  nickname?: string
  /** 群名片: the name that the member carries in this group; absent when none is set. */
  card?: string
  role?: 'owner' | 'admin' | 'member'
}

/** A picture, file, shared card… that came with a message. The text holds a placeholder such as `[图片]`. */
export interface Attachment {
  kind: 'image' | 'voice' | 'video' | 'file' | 'card' | 'link' | 'location' | 'forward' | 'other'
  name?: string
  url?: string
  /** What the QR codes in a picture say, once somebody has looked. */
  codes?: string[]
}

interface EventBase {
  /** The platform's id of this event. With room and time it is unique: the same event twice is one row. */
  id: string
  /** When it happened on the platform, UTC epoch ms. */
  at: number
  room: RoomRef
  sender: SenderRef
}

export interface MessageEvent extends EventBase {
  type: 'message'
  text: string
  /** Platform ids of the people mentioned with @. */
  mentions?: string[]
  /** Platform id of the message that this one answers. */
  replyTo?: string
  attachments?: Attachment[]
}

/** A member came in; `sender` is the newcomer. */
export interface JoinEvent extends EventBase {
  type: 'join'
  invitedBy?: string
}

/** A member left or was removed; `sender` is who is gone. */
export interface LeaveEvent extends EventBase {
  type: 'leave'
  removedBy?: string
}

/** A member's 群名片 changed; `sender.card` is the new one. */
export interface CardEvent extends EventBase {
  type: 'card'
  oldCard?: string
}

/** A button under one of our messages was pressed; `data` is what we gave that button. */
export interface ButtonEvent extends EventBase {
  type: 'button'
  data: string
  messageId?: string
}

/** A message was taken back; `sender` is who wrote it, and the id is `recall:` and that of the message. */
export interface RecallEvent extends EventBase {
  type: 'recall'
  messageId: string
  /** Who took it back: the writer, or an admin. */
  recalledBy?: string
}

/** A member was muted; `sender` is who is silent now. 0 seconds: the mute was lifted. */
export interface MuteEvent extends EventBase {
  type: 'mute'
  seconds: number
  mutedBy?: string
}

/** Somebody asks to be let into the group; `sender` is that person and no member yet. */
export interface JoinRequestEvent extends EventBase {
  type: 'joinRequest'
  /** What an ApproveJoinAction gives back. */
  request: string
  /** 验证信息: the answer to the group's question; empty when there is none. */
  answer: string
  invitedBy?: string
}

/** Somebody wants the account for a friend, without which nothing can be said in private; the room is their private chat. */
export interface FriendRequestEvent extends EventBase {
  type: 'friendRequest'
  /** What they wrote with it; may be empty. */
  words: string
}

/**
 * We came into a group. `sender` is who brought us in: the inviter, or whoever let us in; our own account where the
 * platform does not say.
 */
export interface BotJoinedEvent extends EventBase {
  type: 'botJoined'
}

/**
 * We are in the group no more. `sender` is who removed us; our own account when we left by ourselves, when the group
 * was disbanded, or where the platform does not say.
 */
export interface BotLeftEvent extends EventBase {
  type: 'botLeft'
  /** The group is no more. */
  disbanded?: boolean
}

/** Somebody (`sender`) asks us to come into a group that we are not in; the room is their private chat with us. */
export interface InvitationEvent extends EventBase {
  type: 'invitation'
  /** What an AcceptInvitationAction gives back. */
  request: string
  /** The group, as far as the platform tells which. */
  group: { id?: string; name?: string }
}

/** The room goes on under another id, and what was known of it holds there too. */
export interface MovedEvent extends EventBase {
  type: 'moved'
  to: string
}

/** Everything that a platform can tell us, in our words. */
export type ChatEvent =
  | MessageEvent
  | JoinEvent
  | LeaveEvent
  | CardEvent
  | ButtonEvent
  | RecallEvent
  | MuteEvent
  | JoinRequestEvent
  | FriendRequestEvent
  | BotJoinedEvent
  | BotLeftEvent
  | InvitationEvent
  | MovedEvent
