import { LRUCache } from 'lru-cache'
import type { Pauses } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import type { Log } from '../../src/kit/log.js'
import type { ChatEvent, Sink } from '../../src/message/index.js'
import { type Known, toChatEvents } from './decode.js'
import { createMemberships, isAdmin } from './members.js'
import type { People } from './people.js'
import type { Rooms } from './rooms.js'
import type { Seal } from './seal.js'
import { type MemberChange, type TelegramMessage, toUpdate, type Update, updateIdOf } from './types.js'

interface TakeOptions {
  account: string
  username(): string | undefined
  people: People
  rooms: Rooms
  seal: Seal
  clock: Clock
  log: Log
  /** Undefined when the channel has been stopped. */
  sink(): Sink | undefined
  pauses(): Pauses
  /** Tells the presser's app that the press has arrived. */
  answerPress(query: string): void
  /** The sink refuses, or takes again. */
  onFailing(failing: boolean): void
}

/** Takes updates in. Resolves true when all they tell is durable, false when the channel was stopped before. */
export type Take = (frames: readonly unknown[]) => Promise<boolean>

const AGAIN_MS = 1_000

export function createTake(options: TakeOptions): Take {
  const { account, people, rooms, seal, clock, log, sink, onFailing } = options
  const presses = new LRUCache<string, number>({ max: 5_000 })
  const sameAsBefore = createMemberships()
  const refused = new Set<ChatEvent>()

  const known: Known = {
    account,
    username: options.username,
    seal,
    idOf: people.idOf,
    roleOf: people.roleOf,
    pressedAt(query) {
      const at = presses.get(query) ?? clock.now()
      presses.set(query, at)
      return at
    },
  }

  async function read(frame: unknown): Promise<ChatEvent[]> {
    const update = toUpdate(frame)
    const id = updateIdOf(frame)
    if (!update) {
      log.debug({ account, update: id }, 'an update says nothing to us')
      return []
    }
    learn(update)
    if ('callback_query' in update) options.answerPress(update.callback_query.id)
    const chat = chatOf(update)
    if (chat.type === 'group' || chat.type === 'supergroup') await people.learnAdmins(chat.id)
    const events = toChatEvents(update, known)
    if ('callback_query' in update && !events.length) log.warn({ account, update: id }, 'a button that is none of ours')
    return events.map((event) => (event.type === 'join' || event.type === 'leave' ? sameAsBefore(event) : event))
  }

  function learn(update: Update): void {
    if ('message' in update) learnFrom(update.message)
    else if ('chat_member' in update) learnChange(update.chat_member)
    else if ('my_chat_member' in update) {
      const { chat, new_chat_member: now } = update.my_chat_member
      people.forgetAdmins(chat.id)
      log.info({ account, chat: chat.id, status: now.status }, 'our own standing in a chat changed')
    } else people.see('callback_query' in update ? update.callback_query.from : update.chat_join_request.from)
  }

  function learnFrom(message: TelegramMessage): void {
    const { chat, from, sender_chat, sender_tag, message_id, message_thread_id, is_topic_message } = message
    for (const user of [from, message.left_chat_member, ...(message.new_chat_members ?? [])])
      if (user && !user.is_bot) people.see(user)
    if (from && !sender_chat && chat.type !== 'private') people.seeTag(chat.id, from.id, sender_tag)
    rooms.seeTopic(chat.id, message_id, from?.id, is_topic_message ? message_thread_id : undefined)
    if (message.migrate_to_chat_id !== undefined) rooms.moved(chat.id, message.migrate_to_chat_id)
  }

  function learnChange({ chat, old_chat_member: before, new_chat_member: after }: MemberChange): void {
    people.see(after.user)
    people.seeTag(chat.id, after.user.id, after.tag)
    if (isAdmin(before) || isAdmin(after)) people.forgetAdmins(chat.id)
  }

  function mark(event: ChatEvent, isRefused: boolean): void {
    if (isRefused) refused.add(event)
    else refused.delete(event)
    onFailing(refused.size > 0)
  }

  /** Again and again until the sink has taken it. */
  async function offer(event: ChatEvent): Promise<boolean> {
    for (let give = sink(); give; give = sink()) {
      try {
        await give(event)
        mark(event, false)
        return true
      } catch {
        // The sink's owner logs why.
        mark(event, true)
        await options.pauses().pause(AGAIN_MS)
      }
    }
    mark(event, false)
    return false
  }

  async function offerInOrder(events: readonly ChatEvent[]): Promise<boolean> {
    for (const event of events) if (!(await offer(event))) return false
    return true
  }

  return async (frames) => {
    const events: ChatEvent[] = []
    for (const frame of frames) events.push(...(await read(frame)))
    const lanes = new Map<number | undefined, ChatEvent[]>()
    for (const event of events) {
      // A group that moves is one room under two ids.
      const address = rooms.addressOf(event.room.id)
      lanes.set(address, [...(lanes.get(address) ?? []), event])
    }
    const taken = await Promise.all([...lanes.values()].map(offerInOrder))
    return taken.every(Boolean)
  }
}

function chatOf(update: Update) {
  if ('message' in update) return update.message.chat
  if ('callback_query' in update) return update.callback_query.message.chat
  if ('chat_member' in update) return update.chat_member.chat
  if ('my_chat_member' in update) return update.my_chat_member.chat
  return update.chat_join_request.chat
}
