import { z } from 'zod'

/**
 * What we read of an update, https://core.telegram.org/bots/api#update. What an event cannot do without is checked;
 * what it can do without is left out when it is not as expected, so that a new version of the API loses us nothing.
 */
const spare = <T extends z.ZodType>(type: T) => type.optional().catch(undefined)

const user = z.object({
  id: z.int(),
  is_bot: spare(z.boolean()),
  first_name: spare(z.string()),
  last_name: spare(z.string()),
  username: spare(z.string()),
})

const chat = z.object({
  id: z.int(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: spare(z.string()),
})

const entity = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(0),
  user: spare(user),
})

/** Seconds since 1970, up to the year 2286: what lies beyond is no date. */
const seconds = z.int().min(0).max(9_999_999_999)

const file = z.object({ file_name: spare(z.string()) })
const there = z.looseObject({})

const message = z.object({
  message_id: z.int().min(1),
  date: seconds,
  chat,
  from: spare(user),
  sender_chat: spare(z.object({ id: z.int(), title: spare(z.string()) })),
  sender_tag: spare(z.string()),
  message_thread_id: spare(z.int().min(1)),
  is_topic_message: spare(z.boolean()),
  reply_to_message: spare(z.object({ message_id: z.int().min(1) })),
  text: spare(z.string()),
  caption: spare(z.string()),
  entities: spare(z.array(entity)),
  caption_entities: spare(z.array(entity)),
  new_chat_members: spare(z.array(user)),
  left_chat_member: spare(user),
  migrate_to_chat_id: spare(z.int()),
  photo: spare(z.array(there)),
  video: spare(file),
  video_note: spare(there),
  animation: spare(file),
  document: spare(file),
  audio: spare(file),
  voice: spare(there),
  sticker: spare(z.object({ emoji: spare(z.string()) })),
  contact: spare(there),
  location: spare(there),
  venue: spare(z.object({ title: spare(z.string()) })),
  poll: spare(z.object({ question: spare(z.string()) })),
  story: spare(there),
  dice: spare(there),
})

const memberState = z.object({
  user,
  status: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']),
  is_member: spare(z.boolean()),
  can_send_messages: spare(z.boolean()),
  until_date: spare(seconds),
  tag: spare(z.string()),
})

const memberChange = z.object({
  chat,
  from: user,
  date: seconds,
  old_chat_member: memberState,
  new_chat_member: memberState,
})

const callbackQuery = z.object({
  id: z.string().min(1),
  from: user,
  data: z.string(),
  message: z.object({ message_id: z.int().min(1), chat }),
})

const joinRequest = z.object({
  chat,
  from: user,
  user_chat_id: spare(z.int()),
  date: seconds,
  bio: spare(z.string()),
})

export const UPDATE_KINDS = ['message', 'callback_query', 'chat_member', 'my_chat_member', 'chat_join_request'] as const

const update = z.union([
  z.object({ message }),
  z.object({ callback_query: callbackQuery }),
  z.object({ chat_member: memberChange }),
  z.object({ my_chat_member: memberChange }),
  z.object({ chat_join_request: joinRequest }),
])

export type Update = z.infer<typeof update>
export type TelegramMessage = z.infer<typeof message>
export type TelegramUser = z.infer<typeof user>
export type TelegramChat = z.infer<typeof chat>
export type MemberChange = z.infer<typeof memberChange>
export type MemberState = z.infer<typeof memberState>
export type CallbackQuery = z.infer<typeof callbackQuery>
export type JoinRequest = z.infer<typeof joinRequest>

/** Undefined for what says nothing to us, or is damaged. */
export const toUpdate = (frame: unknown): Update | undefined => update.safeParse(frame).data

/** The number by which Telegram counts its updates. */
export function updateIdOf(frame: unknown): number | undefined {
  const id = (frame as { update_id?: unknown } | null | undefined)?.update_id
  return Number.isSafeInteger(id) ? (id as number) : undefined
}
