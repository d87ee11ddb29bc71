import type { ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import { changesOf, isIn } from './members.js'
import { nicknameOf, type Role } from './people.js'
import type { Seal } from './seal.js'
import type {
  CallbackQuery,
  JoinRequest,
  MemberChange,
  TelegramChat,
  TelegramMessage,
  TelegramUser,
  Update,
} from './types.js'
import { wordsOf } from './words.js'

/** What the reading of an update needs to know. */
export interface Known {
  account: string
  /** Our own `@username`, without the sign. */
  username(): string | undefined
  seal: Seal
  idOf(username: string): number | undefined
  roleOf(chat: number, user: number): Role | undefined
  /** A press has no time of its own: this is when we first heard of it, the same when it is told again. */
  pressedAt(query: string): number
}

const toRoom = (chat: TelegramChat, person: TelegramUser): RoomRef => {
  if (chat.type !== 'private')
    return { id: String(chat.id), kind: 'group', ...(chat.title ? { name: chat.title } : {}) }
  const name = nicknameOf(person)
  return { id: String(chat.id), kind: 'private', ...(name ? { name } : {}) }
}

function toSender(user: TelegramUser, role?: Role, card?: string): SenderRef {
  const nickname = nicknameOf(user)
  return {
    id: String(user.id),
    ...(nickname ? { nickname } : {}),
    ...(card === undefined ? {} : { card }),
    ...(role ? { role } : {}),
  }
}

/** An update in our words; empty for what says nothing to us. */
export function toChatEvents(update: Update, known: Known): ChatEvent[] {
  const events = read(update, known)
  // What we did ourselves is told to us too.
  return events.filter(({ sender, type }) => type === 'botLeft' || type === 'botJoined' || sender.id !== known.account)
}

function read(update: Update, known: Known): ChatEvent[] {
  if ('message' in update) return fromMessage(update.message, known)
  if ('callback_query' in update) return fromPress(update.callback_query, known)
  if ('chat_member' in update) return fromChange(update.chat_member, known)
  if ('my_chat_member' in update) return fromOwnChange(update.my_chat_member, known)
  if ('chat_join_request' in update) return fromRequest(update.chat_join_request)
  return []
}

function fromMessage(message: TelegramMessage, known: Known): ChatEvent[] {
  const { chat, from, sender_chat, date } = message
  if (chat.type === 'channel') return []
  const at = date * 1000
  const base = (user: TelegramUser) => ({ at, room: toRoom(chat, user), sender: toSender(user) })
  if (message.new_chat_members)
    return message.new_chat_members
      .filter((user) => !user.is_bot)
      .map((user) => {
        const invited = from && from.id !== user.id ? { invitedBy: String(from.id) } : {}
        return { ...base(user), id: `join:${user.id}:${date}`, type: 'join', ...invited }
      })
  if (message.left_chat_member) {
    const user = message.left_chat_member
    const removed = from && from.id !== user.id ? { removedBy: String(from.id) } : {}
    return user.is_bot ? [] : [{ ...base(user), id: `leave:${user.id}:${date}`, type: 'leave', ...removed }]
  }
  if (message.migrate_to_chat_id !== undefined) {
    const to = String(message.migrate_to_chat_id)
    const itself = { id: String(chat.id), role: 'admin' as const, ...(chat.title ? { nickname: chat.title } : {}) }
    const sender = senderOf(message, known) ?? itself
    return [{ at, room: toRoom(chat, { id: chat.id }), sender, id: `moved:${to}`, type: 'moved', to }]
  }
  const words = wordsOf(message)
  const sender = senderOf(message, known)
  if (!words || !sender) return []
  const mentions = mentionsOf(message, known)
  const replyTo = answered(message)
  return [
    {
      id: String(message.message_id),
      type: 'message',
      at,
      room: toRoom(chat, from ?? { id: sender_chat?.id ?? 0 }),
      sender,
      ...words,
      ...(mentions.length ? { mentions } : {}),
      ...(replyTo === undefined ? {} : { replyTo }),
    },
  ]
}

/** Who speaks: a person, a channel, or an admin who hides behind the name of the group. Undefined for other bots. */
function senderOf({ chat, from, sender_chat, sender_tag }: TelegramMessage, known: Known): SenderRef | undefined {
  if (sender_chat) {
    const name = sender_chat.title ? { nickname: sender_chat.title } : {}
    return { id: String(sender_chat.id), ...name, role: sender_chat.id === chat.id ? 'admin' : 'member' }
  }
  if (!from || from.is_bot) return undefined
  if (chat.type === 'private') return toSender(from)
  return toSender(from, known.roleOf(chat.id, from.id), sender_tag)
}

function mentionsOf(message: TelegramMessage, { account, username, idOf }: Known): string[] {
  const text = message.text ?? message.caption ?? ''
  const entities = message.text === undefined ? message.caption_entities : message.entities
  const ids = (entities ?? []).map(({ type, offset, length, user }) => {
    if (type === 'text_mention') return user && String(user.id)
    if (type !== 'mention') return undefined
    const name = text.slice(offset + 1, offset + length)
    return name.toLowerCase() === username()?.toLowerCase() ? account : idOf(name)?.toString()
  })
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/** In a topic, what answers nothing seems to answer the line that opened the topic. */
function answered({ reply_to_message, is_topic_message, message_thread_id }: TelegramMessage): string | undefined {
  const id = reply_to_message?.message_id
  return id === undefined || (is_topic_message && id === message_thread_id) ? undefined : String(id)
}

function fromPress({ id, from, data, message }: CallbackQuery, known: Known): ChatEvent[] {
  const { chat, message_id } = message
  const opened = known.seal.open(data)
  if (opened === undefined || chat.type === 'channel') return []
  const role = chat.type === 'private' ? undefined : known.roleOf(chat.id, from.id)
  const room = toRoom(chat, from)
  const messageId = String(message_id)
  const sender = toSender(from, role)
  return [{ id: `press:${id}`, type: 'button', at: known.pressedAt(id), room, sender, data: opened, messageId }]
}

function fromChange(change: MemberChange, known: Known): ChatEvent[] {
  const { chat, date, new_chat_member: now } = change
  if (now.user.is_bot || chat.type === 'private' || chat.type === 'channel') return []
  const sender = toSender(now.user, known.roleOf(chat.id, now.user.id), now.tag)
  return changesOf(change, { at: date * 1000, room: toRoom(chat, now.user), sender })
}

/** Our own coming and going; other bots act for nobody whom we know. */
function fromOwnChange({ chat, date, from, ...change }: MemberChange, { account, roleOf }: Known): ChatEvent[] {
  const [before, after] = [isIn(change.old_chat_member), isIn(change.new_chat_member)]
  if (chat.type === 'private' || chat.type === 'channel' || before === after) return []
  const type = after ? ('botJoined' as const) : ('botLeft' as const)
  const sender = from.is_bot ? { id: account } : toSender(from, roleOf(chat.id, from.id))
  return [{ type, id: `${type}:${date}`, at: date * 1000, room: toRoom(chat, from), sender }]
}

function fromRequest({ chat, from, date, user_chat_id, bio }: JoinRequest): ChatEvent[] {
  if (chat.type === 'private' || chat.type === 'channel') return []
  const base = { id: `request:${from.id}:${date}`, at: date * 1000, room: toRoom(chat, from), sender: toSender(from) }
  // Telegram asks no question; what people write about themselves is the nearest to an answer.
  return [{ ...base, type: 'joinRequest', request: String(user_chat_id ?? from.id), answer: bio ?? '' }]
}
