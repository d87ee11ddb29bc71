import { LRUCache } from 'lru-cache'
import type { Clock } from '../../src/kit/clock.js'
import { MINUTE } from '../../src/kit/clock.js'
import type { SenderRef } from '../../src/message/index.js'
import type { TelegramUser } from './types.js'

export type Role = NonNullable<SenderRef['role']>

/** The admins of a chat, as Telegram lists them. */
export type AskAdmins = (chat: number) => Promise<{ status: string; user: { id: number } }[]>

export const nicknameOf = ({ first_name, last_name, username }: TelegramUser): string | undefined =>
  [first_name, last_name].filter(Boolean).join(' ') || username || undefined

/** Admins change seldom, and a bot that is no admin is not told when they do. */
const ADMINS_FOR_MS = 10 * MINUTE
const NOT_AGAIN_FOR_MS = MINUTE

/**
 * What we have learnt of people: Telegram has no list of members, and a message tells neither the role of its writer
 * nor the id behind an `@username`.
 */
export function createPeople(clock: Clock, askAdmins: AskAdmins) {
  const users = new LRUCache<number, TelegramUser>({ max: 20_000 })
  const ids = new LRUCache<string, number>({ max: 20_000 })
  const tags = new LRUCache<string, string>({ max: 20_000 })
  const admins = new LRUCache<number, { roles: Map<number, Role>; until: number }>({ max: 2_000 })

  return {
    see(user: TelegramUser): void {
      users.set(user.id, user)
      if (user.username) ids.set(user.username.toLowerCase(), user.id)
    },
    seeTag(chat: number, user: number, tag: string | undefined): void {
      tags.set(`${chat} ${user}`, tag ?? '')
    },
    idOf: (username: string): number | undefined => ids.get(username.toLowerCase()),

    /** The names by which a text of ours may call somebody, most likely first. */
    namesOf(chat: number, user: number): string[] {
      const known = users.get(user)
      const names = [tags.get(`${chat} ${user}`), known && nicknameOf(known), known?.username, String(user)]
      return names.filter((name) => name !== undefined && name !== '') as string[]
    },

    /** Undefined when Telegram did not say. */
    roleOf(chat: number, user: number): Role | undefined {
      const known = admins.get(chat)
      return known?.roles.size ? (known.roles.get(user) ?? 'member') : undefined
    },
    /** The next message asks anew. */
    forgetAdmins: (chat: number): void => void admins.delete(chat),
    async learnAdmins(chat: number): Promise<void> {
      const now = clock.now()
      if ((admins.get(chat)?.until ?? 0) > now) return
      try {
        const found = await askAdmins(chat)
        const roles = found.map(({ status, user }) => [user.id, status === 'creator' ? 'owner' : 'admin'] as const)
        admins.set(chat, { roles: new Map(roles), until: now + ADMINS_FOR_MS })
      } catch {
        // What was known before is better than nothing, and the message must not wait for more.
        admins.set(chat, { roles: admins.get(chat)?.roles ?? new Map(), until: now + NOT_AGAIN_FOR_MS })
      }
    },
  }
}

export type People = ReturnType<typeof createPeople>
