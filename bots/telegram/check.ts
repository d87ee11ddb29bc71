import { openApi, type TelegramApi } from './api.js'
import { accountOf, type TelegramConfig } from './config.js'
import { type Problem, problemOf } from './link.js'
import { isAdmin, isIn } from './members.js'
import { isRefused } from './receipt.js'
import { toNumber } from './rooms.js'

/** What an admin may be allowed, https://core.telegram.org/bots/api#chatmemberadministrator, as far as we use it. */
const RIGHTS = [
  'can_delete_messages',
  'can_restrict_members',
  'can_pin_messages',
  'can_invite_users',
  'can_manage_tags',
] as const
export type Right = (typeof RIGHTS)[number]

export interface GroupStanding {
  /** Telegram's id of the group. */
  group: string
  standing: 'admin' | 'member' | 'absent'
  /** What the bot may not do there. */
  missing: Right[]
}

export type TelegramCheck =
  | { account: string; problem: Problem }
  | {
      account: string
      problem?: undefined
      username: string
      /**
       * False with privacy mode on: then the bot hears only what is addressed to it, except in groups where it is an
       * admin. https://core.telegram.org/bots/features#privacy-mode
       */
      readsAll: boolean
      groups: GroupStanding[]
      /** Why Telegram could not bring updates to the webhook, in its own words, while some are waiting. */
      undelivered?: string
    }

/** For `cheyou doctor`: asks Telegram who the bot is, whether it may read along, and what it may do in `groups`. */
export async function checkTelegram(config: TelegramConfig, groups: readonly string[]): Promise<TelegramCheck> {
  const account = accountOf(config)
  const { calls } = await openApi(config)
  try {
    const { id, username, can_read_all_group_messages } = await calls.getMe()
    const standings: GroupStanding[] = []
    for (const group of groups) standings.push(await standingIn(calls, group, id))
    const { pending_update_count: waiting, last_error_message: why } = await calls.getWebhookInfo()
    return {
      account,
      username,
      readsAll: can_read_all_group_messages === true,
      groups: standings,
      ...(waiting && why ? { undelivered: why } : {}),
    }
  } catch (error) {
    return { account, problem: problemOf(error) }
  }
}

/** @throws what is no answer about the group */
async function standingIn(calls: TelegramApi['calls'], group: string, user_id: number): Promise<GroupStanding> {
  const chat_id = toNumber(group)
  const nothing = { group, missing: [...RIGHTS] }
  if (chat_id === undefined) return { ...nothing, standing: 'absent' }
  try {
    const member = await calls.getChatMember({ chat_id, user_id })
    if (!isIn(member)) return { ...nothing, standing: 'absent' }
    if (!isAdmin(member)) return { ...nothing, standing: 'member' }
    const missing = member.status === 'administrator' ? RIGHTS.filter((right) => !member[right]) : []
    return { group, standing: 'admin', missing }
  } catch (error) {
    // 400 and 403: there is no such group, or the bot is not in it.
    if (isRefused(error) && (error.error_code === 400 || error.error_code === 403))
      return { ...nothing, standing: 'absent' }
    throw error
  }
}
