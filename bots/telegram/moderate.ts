import type { Api } from 'grammy'
import { DAY } from '../../src/kit/clock.js'
import type { ApproveJoinAction } from '../../src/message/index.js'
import { toNumber } from './rooms.js'

type Raw = Api['raw']

const WORDS = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
] as const
/** Given back in full, the group's own settings apply again. */
const ALL = [...WORDS, 'can_invite_users', 'can_pin_messages', 'can_change_info', 'can_manage_topics'] as const

const each = (names: readonly string[], allowed: boolean) => Object.fromEntries(names.map((name) => [name, allowed]))

/** Telegram takes what is shorter than half a minute or longer than a year for ever. */
const SHORTEST_S = 35
const LONGEST_S = (365 * DAY) / 1000

/** Somebody who was removed cannot come back by the group's link before the next day. */
const REMOVED_FOR_S = DAY / 1000

const until = (now: number, seconds: number) => Math.ceil(now / 1000) + seconds

/** Names that begin with a minus are channels in whose name people speak. */
const isChannel = (person: number) => person < 0

/** @param seconds 0 lifts it */
export function mute(raw: Raw, chat_id: number, user_id: number, seconds: number, now: number) {
  if (seconds <= 0) return raw.restrictChatMember({ chat_id, user_id, permissions: each(ALL, true) })
  const length = Math.min(LONGEST_S, Math.max(SHORTEST_S, Math.round(seconds)))
  const permissions = each(WORDS, false)
  return raw.restrictChatMember({ chat_id, user_id, permissions, until_date: until(now, length) })
}

export function kick(raw: Raw, chat_id: number, person: number, now: number) {
  if (isChannel(person)) return raw.banChatSenderChat({ chat_id, sender_chat_id: person })
  return raw.banChatMember({ chat_id, user_id: person, until_date: until(now, REMOVED_FOR_S) })
}

export const LONGEST_TAG = 16

/** The tag beside a member's name is what comes nearest to a 群名片. */
export const setTag = (raw: Raw, chat_id: number, user_id: number, tag: string) =>
  raw.setChatMemberTag({ chat_id, user_id, tag })

export async function approve(
  raw: Raw,
  chat_id: number,
  user_id: number,
  { approve, request, reason }: ApproveJoinAction,
): Promise<unknown> {
  if (approve) return raw.approveChatJoinRequest({ chat_id, user_id })
  const theirChat = toNumber(request)
  // Only until the request is answered may the bot write to a stranger. A reason that does not arrive changes nothing.
  if (reason && theirChat !== undefined)
    await raw.sendMessage({ chat_id: theirChat, text: reason }).catch(() => undefined)
  return raw.declineChatJoinRequest({ chat_id, user_id })
}
