export interface TgUser {
  id: number
  is_bot: boolean
  first_name: string
  username?: string
}

export interface TgMember {
  user: TgUser
  status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'
  is_member?: boolean
  can_send_messages?: boolean
  until_date?: number
  tag?: string
  /** What an admin may not do is false; all else is allowed. */
  rights?: Record<string, boolean>
}

export interface TgChat {
  id: number
  type: 'group' | 'supergroup'
  title: string
  is_forum?: boolean
  members: Map<number, TgMember>
  pinned: number[]
  /** Who asks to be let in. */
  asking: Map<number, TgUser>
  /** Set when it has become a supergroup. */
  movedTo?: number
}

/** What a bot has said, as everybody there sees it. */
export interface TgPost {
  chat: number
  id: number
  text: string
  entities: { type: string; offset: number; length: number; user?: { id: number } }[]
  thread?: number
  replyTo?: number
  buttons: { text: string; callback_data: string }[]
  deleted: boolean
}

/** The chats of a small Telegram. The messages themselves lie with the test server that others wrote. */
export function createTelegramWorld(bot: TgUser) {
  const chats = new Map<number, TgChat>()
  const users = new Map<number, TgUser>([[bot.id, bot]])
  /** People who have written to the bot: it may write to nobody else. */
  const started = new Set<number>()
  const posts: TgPost[] = []
  const deleted = new Set<string>()
  return {
    bot,
    /** False with privacy mode on. */
    readsAll: true,
    chats,
    users,
    started,
    posts,
    deleted,
    addChat(chat: Pick<TgChat, 'id' | 'type' | 'title' | 'is_forum'>): TgChat {
      const made: TgChat = { ...chat, members: new Map(), pinned: [], asking: new Map() }
      chats.set(chat.id, made)
      return made
    },
    addMember(chat: TgChat, user: Omit<TgUser, 'is_bot'>, status: TgMember['status'] = 'member'): TgMember {
      const whole = { is_bot: false, ...user }
      users.set(user.id, whole)
      const member: TgMember = { user: whole, status }
      chat.members.set(user.id, member)
      return member
    },
    user(id: number): TgUser {
      const found = users.get(id)
      if (!found) throw new Error(`nobody is ${id}`)
      return found
    },
  }
}

export type TelegramWorld = ReturnType<typeof createTelegramWorld>

export const isIn = (member: TgMember | undefined): member is TgMember =>
  member !== undefined &&
  (member.status === 'restricted' ? member.is_member === true : !['left', 'kicked'].includes(member.status))

export const isAdmin = (member: TgMember | undefined): member is TgMember =>
  member?.status === 'creator' || member?.status === 'administrator'
