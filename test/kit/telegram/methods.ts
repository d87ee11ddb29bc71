import { isAdmin, isIn, type TelegramWorld, type TgChat, type TgMember } from './world.js'

export type Body = Record<string, unknown>

/** A refusal in the words of the real Bot API. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    description: string,
    readonly parameters?: { retry_after?: number; migrate_to_chat_id?: number },
  ) {
    super(description)
  }
}

const bad = (words: string) => new Refusal(400, `Bad Request: ${words}`)
const forbidden = (words: string) => new Refusal(403, `Forbidden: ${words}`)

export interface Effects {
  world: TelegramWorld
  seconds(): number
  /** The test server that others wrote carries it out. */
  judge(method: string, body: Body): Promise<unknown>
  emit(update: Body): void
}

type Method = (body: Body, effects: Effects) => unknown

/** A chat that the bot is in. */
function chatOf({ chat_id }: Body, { world }: Effects): TgChat {
  const chat = world.chats.get(Number(chat_id))
  if (!chat) throw bad('chat not found')
  if (chat.movedTo !== undefined)
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.movedTo,
    })
  if (!isIn(chat.members.get(world.bot.id))) throw forbidden('bot was kicked from the supergroup chat')
  return chat
}

function needs(right: string, chat: TgChat, { world }: Effects, words: string): void {
  const bot = chat.members.get(world.bot.id)
  if (!isAdmin(bot) || bot.rights?.[right] === false) throw bad(words)
}

function memberOf(chat: TgChat, { user_id }: Body): TgMember {
  const member = chat.members.get(Number(user_id))
  if (!member) throw bad('user not found')
  return member
}

function ordinary(member: TgMember): void {
  if (member.status === 'creator') throw bad("can't remove chat owner")
  if (member.status === 'administrator') throw bad('user is an administrator of the chat')
}

/** Changes a member, and tells the bot of it as Telegram tells admins. */
export function change(
  { world, emit, seconds }: Effects,
  chat: TgChat,
  user: TgMember['user'],
  next: Omit<TgMember, 'user'>,
  by = world.bot,
) {
  const before = chat.members.get(user.id) ?? { user, status: 'left' as const }
  const after = { user, ...next }
  chat.members.set(user.id, after)
  if (!isAdmin(chat.members.get(world.bot.id))) return
  const { id, type, title } = chat
  const told = { chat: { id, type, title }, from: by, date: seconds() }
  emit({ chat_member: { ...told, old_chat_member: before, new_chat_member: after } })
}

/** Changes the bot itself, which is told whatever its rights are. */
export function changeBot(
  { world, emit, seconds }: Effects,
  chat: TgChat,
  next: Omit<TgMember, 'user'>,
  by: TgMember['user'],
): void {
  const user = world.bot
  const before = chat.members.get(user.id) ?? { user, status: 'left' as const }
  const after = { user, ...next }
  chat.members.set(user.id, after)
  const { id, type, title } = chat
  const told = { chat: { id, type, title }, from: by, date: seconds() }
  emit({ my_chat_member: { ...told, old_chat_member: before, new_chat_member: after } })
}

async function sendMessage(body: Body, effects: Effects): Promise<unknown> {
  const { world } = effects
  const id = Number(body.chat_id)
  if (Number.isNaN(id)) throw bad('chat not found')
  const private_ = id > 0
  if (private_ && !world.users.has(id)) throw bad('chat not found')
  if (private_ && !world.started.has(id)) throw forbidden("bot can't initiate conversation with a user")
  const chat = private_ ? undefined : chatOf(body, effects)
  const text = typeof body.text === 'string' ? body.text : ''
  if (!text.trim()) throw bad('message text is empty')
  if (text.length > 4096) throw bad('message is too long')
  const keyboard = (body.reply_markup as { inline_keyboard?: { text: string; callback_data: string }[][] } | undefined)
    ?.inline_keyboard
  const buttons = keyboard?.flat() ?? []
  for (const { callback_data } of buttons) if (Buffer.byteLength(callback_data) > 64) throw bad('BUTTON_DATA_INVALID')
  const sent = (await effects.judge('sendMessage', body)) as { message_id: number }
  const reply = body.reply_parameters as { message_id: number } | undefined
  const thread = body.message_thread_id as number | undefined
  world.posts.push({
    chat: id,
    id: sent.message_id,
    text,
    entities: (body.entities as never) ?? [],
    buttons,
    ...(thread === undefined ? {} : { thread }),
    ...(reply ? { replyTo: reply.message_id } : {}),
    deleted: false,
  })
  return { ...sent, chat: chat ? { id, type: chat.type, title: chat.title } : { id, type: 'private' } }
}

async function deleteMessage(body: Body, effects: Effects): Promise<unknown> {
  const { world } = effects
  const chat = chatOf(body, effects)
  const id = Number(body.message_id)
  const post = world.posts.find((each) => each.chat === chat.id && each.id === id)
  if (!post) needs('can_delete_messages', chat, effects, "message can't be deleted")
  if (post?.deleted) throw bad('message to delete not found')
  await effects.judge('deleteMessage', body).catch(() => {
    throw bad('message to delete not found')
  })
  if (post) post.deleted = true
  world.deleted.add(`${chat.id} ${id}`)
  return true
}

const ALL_RIGHTS = {
  can_delete_messages: true,
  can_restrict_members: true,
  can_pin_messages: true,
  can_invite_users: true,
  can_manage_tags: true,
}

/** What `telegram-test-api` lacks, and the rules that it does not keep. */
export const METHODS: Record<string, Method> = {
  sendMessage,
  deleteMessage,
  getMe: async (_, { judge, world }) => ({
    ...((await judge('getMe', {})) as object),
    ...world.bot,
    can_read_all_group_messages: world.readsAll,
  }),
  getChatMember(body, effects) {
    const { rights, ...member } = memberOf(chatOf(body, effects), body)
    return member.status === 'administrator' ? { ...member, ...ALL_RIGHTS, ...rights } : member
  },
  getChatAdministrators: (body, effects) => [...chatOf(body, effects).members.values()].filter(isAdmin),
  pinChatMessage(body, effects) {
    const chat = chatOf(body, effects)
    needs('can_pin_messages', chat, effects, 'not enough rights to manage pinned messages in the chat')
    chat.pinned.push(Number(body.message_id))
    return true
  },
  restrictChatMember(body, effects) {
    const chat = chatOf(body, effects)
    if (chat.type !== 'supergroup') throw bad('method is available only for supergroups')
    needs('can_restrict_members', chat, effects, 'not enough rights to restrict/unrestrict chat member')
    const { user, status, tag } = memberOf(chat, body)
    ordinary({ user, status })
    const { can_send_messages } = body.permissions as { can_send_messages: boolean }
    const until = Number(body.until_date ?? 0)
    const kept = tag === undefined ? {} : { tag }
    const next: Omit<TgMember, 'user'> = can_send_messages
      ? { status: 'member', ...kept }
      : { status: 'restricted', is_member: true, can_send_messages, until_date: until, ...kept }
    change(effects, chat, user, next)
    return true
  },
  banChatMember(body, effects) {
    const chat = chatOf(body, effects)
    needs('can_restrict_members', chat, effects, 'not enough rights to restrict/unrestrict chat member')
    const { user, status } = memberOf(chat, body)
    ordinary({ user, status })
    change(effects, chat, user, { status: 'kicked', until_date: Number(body.until_date ?? 0) })
    return true
  },
  leaveChat(body, effects) {
    const chat = chatOf(body, effects)
    changeBot(effects, chat, { status: 'left' }, effects.world.bot)
    return true
  },
  banChatSenderChat(body, effects) {
    const chat = chatOf(body, effects)
    needs('can_restrict_members', chat, effects, 'not enough rights to restrict/unrestrict chat member')
    return true
  },
  setChatMemberTag(body, effects) {
    const chat = chatOf(body, effects)
    needs('can_manage_tags', chat, effects, 'not enough rights to manage tags')
    const { user, ...rest } = memberOf(chat, body)
    change(effects, chat, user, { ...rest, tag: String(body.tag ?? '') })
    return true
  },
  approveChatJoinRequest: (body, effects) => decide(body, effects, true),
  declineChatJoinRequest: (body, effects) => decide(body, effects, false),
}

function decide(body: Body, effects: Effects, approve: boolean): true {
  const chat = chatOf(body, effects)
  needs('can_invite_users', chat, effects, 'not enough rights')
  const user = chat.asking.get(Number(body.user_id))
  if (!user) throw bad('HIDE_REQUESTER_MISSING')
  chat.asking.delete(user.id)
  if (approve) change(effects, chat, user, { status: 'member' })
  return true
}
