import { z } from 'zod'

/** Ids are opaque: `wxid_…`, `…@chatroom`, `@…` of web WeChat. */
const id = z.string().min(1).max(256)
const text = z.string().catch('')
const ids = z.array(z.string()).catch([])
/** Seconds or ms, depending on the puppet. */
const moment = z.number().positive().finite().catch(0)

/** @see https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts */
export const Message = z.object({
  id,
  talkerId: id,
  roomId: text,
  listenerId: text,
  text,
  filename: text,
  type: z.number().int(),
  timestamp: moment,
  mentionIdList: ids,
})
export type Message = z.infer<typeof Message>

export const Contact = z.object({ id, name: text, type: z.number().catch(0) })
export type Contact = z.infer<typeof Contact>

export const Room = z.object({ id, topic: text, memberIdList: ids, ownerId: text, adminIdList: ids })
export type Room = z.infer<typeof Room>

export const RoomMember = z.object({ id, name: text, roomAlias: text })
export type RoomMember = z.infer<typeof RoomMember>

export const Friendship = z.object({ contactId: id, type: z.number(), hello: text })
export type Friendship = z.infer<typeof Friendship>
/** Somebody asks to be our friend. */
export const FRIENDSHIP_ASKED = 2

export const Invitation = z.object({ inviterId: id, topic: text })
export type Invitation = z.infer<typeof Invitation>

export const LinkCard = z.object({ title: text, url: text })
export const Place = z.object({ name: text })

/** Nothing in it matters but that it came. */
export const AnyEvent = z.looseObject({})
export const LoginEvent = z.object({ contactId: id })
export const LogoutEvent = z.object({ data: text })
export const ScanEvent = z.object({ qrcode: text, status: z.number() })
export const MessageEvent = z.object({ messageId: id })
export const JoinEvent = z.object({ roomId: id, inviteeIdList: ids, inviterId: text, timestamp: moment })
export type JoinEvent = z.infer<typeof JoinEvent>
export const LeaveEvent = z.object({ roomId: id, removeeIdList: ids, removerId: text, timestamp: moment })
export type LeaveEvent = z.infer<typeof LeaveEvent>
export const TopicEvent = z.object({ roomId: id })
export const FriendshipEvent = z.object({ friendshipId: id })
export const InviteEvent = z.object({ roomInvitationId: id })
export const DirtyEvent = z.object({ payloadType: z.number().int().min(1).max(6), payloadId: id })
/** Kinds of what a gateway says is out of date. */
export const DIRTY = { room: 3, roomMember: 4 } as const

/** The last moment that a date can be. */
const LAST = 8.64e15

/** UTC epoch ms; `now` for what is no time. As ms, 1e11 is in 1973; as seconds, in 5138. */
export function toMs(timestamp: number, now: number): number {
  const ms = Math.round(timestamp < 1e11 ? timestamp * 1000 : timestamp)
  return ms > 0 && ms <= LAST ? ms : now
}
