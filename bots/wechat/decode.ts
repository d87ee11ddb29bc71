import type { ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import { type Detail, GROUP_NOTE, placeholder, RECALLED, TEXT } from './kinds.js'
import type { Contact, Friendship, Invitation, Message, Room, RoomMember } from './payloads.js'
import { toMs } from './payloads.js'

/** Who we are: `self` on WeChat, `account` in our configuration. WeChat's id of us may change, ours does not. */
export interface Us {
  self: string
  account: string
}

/** What the gateway told about a person in a room; what it would not tell is absent. */
export interface Person {
  contact?: Contact | undefined
  member?: RoomMember | undefined
}

export interface Around extends Person {
  room?: Room | undefined
  detail: Detail
  /** Read off the words; used when the platform gives no ids. */
  namedInText: readonly string[]
  /** Who wrote the message that was taken back. */
  author?: string | undefined
}

const CONTACT_OFFICIAL = 2

export function toSender(id: string, { contact, member }: Person, room?: Room): SenderRef {
  const nickname = contact?.name || member?.name
  const card = member?.roomAlias
  const role = room && roleOf(id, room)
  return { id, ...(nickname ? { nickname } : {}), ...(card ? { card } : {}), ...(role ? { role } : {}) }
}

/** Undefined where the puppet does not say who runs the group. */
function roleOf(id: string, { ownerId, adminIdList }: Room): SenderRef['role'] {
  if (ownerId === id) return 'owner'
  if (adminIdList.includes(id)) return 'admin'
  return ownerId ? 'member' : undefined
}

const privateRoom = ({ id, nickname }: SenderRef): RoomRef => ({
  id,
  kind: 'private',
  ...(nickname ? { name: nickname } : {}),
})

export const toRoomRef = (id: string, room?: Room): RoomRef => ({
  id,
  kind: 'group',
  ...(room?.topic ? { name: room.topic } : {}),
})

/** A message in our words; undefined for our own, for WeChat's grey lines and for the mail of official accounts. */
export function toMessageEvent(message: Message, around: Around, us: Us, now: number): ChatEvent | undefined {
  const { id, talkerId, roomId, type } = message
  if (talkerId === us.self || type === GROUP_NOTE) return undefined
  if (!roomId && around.contact?.type === CONTACT_OFFICIAL) return undefined
  const sender = toSender(talkerId, around, around.room)
  const room = roomId ? toRoomRef(roomId, around.room) : privateRoom(sender)
  const base = { id, at: toMs(message.timestamp, now), room, sender }
  if (type === RECALLED) return toRecall(message, base, around, us)
  const content = type === TEXT ? { text: message.text, attachments: [] } : placeholder(type, around.detail)
  const mentioned = message.mentionIdList.length ? message.mentionIdList : around.namedInText
  const mentions = mentioned.filter(Boolean).map((each) => (each === us.self ? us.account : each))
  return {
    ...base,
    type: 'message',
    text: content.text,
    ...(mentions.length ? { mentions } : {}),
    ...(content.attachments.length ? { attachments: content.attachments } : {}),
  }
}

type Base = Pick<ChatEvent, 'id' | 'at' | 'room' | 'sender'>

/** The text of a "taken back" message is the id of the message that is gone. */
function toRecall(message: Message, base: Base, { author }: Around, us: Us): ChatEvent | undefined {
  const messageId = message.text.trim()
  if (!messageId || author === us.self) return undefined
  const writer: SenderRef = author && author !== message.talkerId ? { id: author } : base.sender
  return { ...base, id: `recall:${messageId}`, type: 'recall', sender: writer, messageId, recalledBy: message.talkerId }
}

export function toFriendRequest(
  id: string,
  { contactId, hello }: Friendship,
  contact: Contact | undefined,
  now: number,
): ChatEvent {
  const sender = toSender(contactId, { contact })
  return { type: 'friendRequest', id: `friend:${id}`, at: now, room: privateRoom(sender), sender, words: hello }
}

/** A group, who did it to whom, and when: what both coming and going tell. */
export interface Change {
  roomId: string
  timestamp: number
  /** Empty where nobody is told. */
  by: string
}

/** What each event of a change has in common. */
function changeBase({ roomId, timestamp }: Change, { room }: Pick<Around, 'room'>, now: number) {
  const at = toMs(timestamp, now)
  return { at, room: toRoomRef(roomId, room) }
}

/** One event for each who came or went. They have no id of their own on WeChat: person and time make one. */
export function toMemberEvents(
  type: 'join' | 'leave',
  change: Change,
  people: ReadonlyMap<string, Person>,
  around: Pick<Around, 'room'>,
  us: Us,
  now: number,
): ChatEvent[] {
  const base = changeBase(change, around, now)
  const members = around.room?.memberIdList.length
  const room = { ...base.room, ...(members ? { members } : {}) }
  return [...people].map(([id, person]) => {
    const by = change.by && change.by !== id ? ours(change.by, us) : undefined
    const common = { ...base, id: `${type}:${id}:${base.at}` }
    // Nobody has a role in a group that they are no longer in.
    return type === 'join'
      ? { ...common, room, type, sender: toSender(id, person, around.room), ...(by ? { invitedBy: by } : {}) }
      : { ...common, type, sender: toSender(id, person), ...(by ? { removedBy: by } : {}) }
  })
}

const ours = (id: string, us: Us): string => (id === us.self ? us.account : id)

/** Our own coming or going: `sender` is who did it. */
export function toOwnEvent(
  type: 'botJoined' | 'botLeft',
  change: Change,
  { room, ...person }: Person & Pick<Around, 'room'>,
  us: Us,
  now: number,
): ChatEvent {
  const base = changeBase(change, { room }, now)
  const sender = change.by && change.by !== us.self ? toSender(change.by, person, room) : { id: us.account }
  return { ...base, type, id: `${type}:${base.at}`, sender }
}

export function toInvitation(
  id: string,
  { inviterId, topic }: Invitation,
  contact: Contact | undefined,
  now: number,
): ChatEvent {
  const sender = toSender(inviterId, { contact })
  const room = privateRoom(sender)
  const group = topic ? { name: topic } : {}
  return { type: 'invitation', id: `invitation:${id}`, at: now, room, sender, request: id, group }
}
