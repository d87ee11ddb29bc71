import type { ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import { toOwnEvent } from './presence.js'
import { readSegments, toSegments } from './segments.js'
import { type Frame, idOf, isFrame, toName, wordsOf } from './types.js'

/** What the channel knows of groups and members beside the frame itself. */
export interface Known {
  /** Our own QQ number. */
  account: string
  groupName(group: string): string | undefined
  member(group: string, person: string): { nickname?: string; card?: string; role?: SenderRef['role'] } | undefined
}

const ROLES = new Set(['owner', 'admin', 'member'])

/** `time` is in seconds. A moment that no calendar holds makes the frame a bad one. */
const timeOf = (value: unknown) =>
  typeof value === 'number' && value >= 0 && value < 1e11 ? Math.floor(value) * 1000 : undefined

/** An event in the bot's words; undefined for what is not meant for it, our own doings, and frames that make no sense. */
export function toChatEvent(frame: Frame, known: Known): ChatEvent | undefined {
  const at = timeOf(frame.time)
  const person = idOf(frame.user_id)
  const self = idOf(frame.self_id)
  if (at === undefined || (self !== undefined && self !== known.account)) return undefined
  const ours = toOwnEvent(frame, at, known.account, {
    room: (group) => groupRef(group, frame, known),
    sender: (group, other) => memberRef(group, other, known),
  })
  if (ours || person === undefined || person === known.account) return ours
  if (frame.post_type === 'message') return toMessage(frame, at, person, known)
  if (frame.post_type === 'request' && frame.request_type === 'friend') return toFriendRequest(frame, at, person)
  const group = idOf(frame.group_id)
  if (group === undefined) return undefined
  const base = { at, room: groupRef(group, frame, known), sender: memberRef(group, person, known) }
  if (frame.post_type === 'notice') return toNotice(frame, base)
  if (frame.post_type === 'request') return toRequest(frame, base)
  return undefined
}

type Base = Pick<ChatEvent, 'at' | 'room' | 'sender'>

function groupRef(id: string, frame: Frame, known: Known): RoomRef {
  const title = toName(frame.group_name) || known.groupName(id)
  return { id, kind: 'group', ...(title ? { name: title } : {}) }
}

function memberRef(group: string, id: string, known: Known): SenderRef {
  const { nickname, card, role } = known.member(group, id) ?? {}
  return { id, ...(nickname ? { nickname } : {}), ...(card ? { card } : {}), ...(role ? { role } : {}) }
}

function toMessage(frame: Frame, at: number, person: string, known: Known): ChatEvent | undefined {
  const id = idOf(frame.message_id)
  const segments = toSegments(frame.message)
  if (id === undefined || !segments) return undefined
  // Nobody stands behind an anonymous line or the platform's own words.
  if (frame.message_type === 'group' && frame.sub_type !== undefined && frame.sub_type !== 'normal') return undefined
  const group = frame.message_type === 'group' ? idOf(frame.group_id) : undefined
  if (frame.message_type === 'group' ? group === undefined : frame.message_type !== 'private') return undefined
  const sender = toSender(frame.sender, person, group, known)
  const room: RoomRef =
    group === undefined
      ? { id: person, kind: 'private', ...(sender.nickname ? { name: sender.nickname } : {}) }
      : groupRef(group, frame, known)
  const nameOf = (other: string) => {
    const member = group === undefined ? undefined : known.member(group, other)
    return member?.card || member?.nickname
  }
  const { text, mentions, replyTo, attachments } = readSegments(segments, nameOf)
  return {
    type: 'message',
    id,
    at,
    room,
    sender,
    text,
    ...(mentions.length ? { mentions } : {}),
    ...(replyTo ? { replyTo } : {}),
    ...(attachments.length ? { attachments } : {}),
  }
}

/** The frame's own view of the sender is best-effort: the roster fills the gaps. */
function toSender(value: unknown, id: string, group: string | undefined, known: Known): SenderRef {
  const given = isFrame(value) ? value : {}
  const member = group === undefined ? undefined : known.member(group, id)
  const nickname = toName(given.nickname) || member?.nickname
  const card = group === undefined ? '' : typeof given.card === 'string' ? toName(given.card) : member?.card
  const role =
    typeof given.role === 'string' && ROLES.has(given.role) ? (given.role as SenderRef['role']) : member?.role
  return {
    id,
    ...(nickname ? { nickname } : {}),
    ...(card ? { card } : {}),
    ...(role && group !== undefined ? { role } : {}),
  }
}

/** Notices have no id of their own: what happened, to whom and when is the same however often it is told. */
function toNotice(frame: Frame, base: Base): ChatEvent | undefined {
  const { sender, at } = base
  const second = at / 1000
  const operator = idOf(frame.operator_id)
  const other = operator !== undefined && operator !== '0' && operator !== sender.id ? operator : undefined
  switch (frame.notice_type) {
    case 'group_increase':
      // With `approve` the operator is the admin who let the newcomer in.
      return {
        ...base,
        type: 'join',
        id: `join:${sender.id}:${second}`,
        ...(other && frame.sub_type === 'invite' ? { invitedBy: other } : {}),
      }
    case 'group_decrease':
      return { ...base, type: 'leave', id: `leave:${sender.id}:${second}`, ...(other ? { removedBy: other } : {}) }
    case 'group_card': {
      const { card: _, ...rest } = sender
      const card = toName(frame.card_new)
      const oldCard = toName(frame.card_old)
      const fresh = card ? { ...rest, card } : rest
      return {
        ...base,
        sender: fresh,
        type: 'card',
        id: `card:${sender.id}:${second}`,
        ...(oldCard ? { oldCard } : {}),
      }
    }
    case 'group_recall': {
      const messageId = idOf(frame.message_id)
      if (messageId === undefined) return undefined
      return { ...base, type: 'recall', id: `recall:${messageId}`, messageId, recalledBy: operator ?? sender.id }
    }
    case 'group_ban': {
      // Nobody in particular is meant by 0: the whole group was silenced.
      if (sender.id === '0') return undefined
      const duration = typeof frame.duration === 'number' && frame.duration > 0 ? Math.floor(frame.duration) : 0
      const seconds = frame.sub_type === 'lift_ban' ? 0 : duration
      const id = `mute:${sender.id}:${second}:${seconds}`
      return { ...base, type: 'mute', id, seconds, ...(other ? { mutedBy: other } : {}) }
    }
    case 'group_upload': {
      const file = isFrame(frame.file) ? frame.file : {}
      const title = toName(file.name)
      const id = `file:${(wordsOf(file.id) || title).slice(0, 100)}:${second}`
      const attachments = [{ kind: 'file' as const, ...(title ? { name: title } : {}) }]
      return { ...base, type: 'message', id, text: `[文件]${title}`, attachments }
    }
    default:
      return undefined
  }
}

function toFriendRequest(frame: Frame, at: number, person: string): ChatEvent | undefined {
  const flag = flagOf(frame)
  const base = { at, room: { id: person, kind: 'private' as const }, sender: { id: person } }
  const words = wordsOf(frame.comment).slice(0, 1000)
  return flag ? { ...base, type: 'friendRequest', id: `friend:${flag}`, words } : undefined
}

/** What a request is known by; undefined for what no implementation makes. */
function flagOf({ flag }: Frame): string | undefined {
  const words = typeof flag === 'number' ? String(flag) : wordsOf(flag)
  return words && words.length <= 200 ? words : undefined
}

function toRequest(frame: Frame, base: Base): ChatEvent | undefined {
  const flag = flagOf(frame)
  if (frame.request_type !== 'group' || !flag) return undefined
  if (frame.sub_type === 'invite') return toInvitation(frame, base, flag)
  const answer = wordsOf(frame.comment).slice(0, 1000)
  return { ...base, type: 'joinRequest', id: `request:${flag}`, request: flag, answer }
}

/** Who asks us to come into another group is the user of the frame. */
function toInvitation(frame: Frame, { at, room: { id } }: Base, flag: string): ChatEvent {
  const nickname = toName(frame.invitor_nick)
  const title = toName(frame.group_name)
  const sender = idOf(frame.user_id) as string
  return {
    at,
    room: { id: sender, kind: 'private', ...(nickname ? { name: nickname } : {}) },
    sender: { id: sender, ...(nickname ? { nickname } : {}) },
    type: 'invitation',
    id: `invitation:${flag}`,
    request: flag,
    group: { id, ...(title ? { name: title } : {}) },
  }
}
