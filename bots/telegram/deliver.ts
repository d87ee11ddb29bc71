import type { Api } from 'grammy'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../src/kit/clock.js'
import type { Log } from '../../src/kit/log.js'
import type { Action, AnnounceAction, Receipt, RoomRef, SayAction } from '../../src/message/index.js'
import { toMessages } from './encode.js'
import { approve, kick, LONGEST_TAG, mute, setTag } from './moderate.js'
import type { People } from './people.js'
import { failure, movedTo, notSent } from './receipt.js'
import { type Rooms, toNumber } from './rooms.js'
import type { Seal } from './seal.js'

interface DeliveryOptions {
  account: string
  /** Undefined while the account is not online. */
  api(): Api['raw'] | undefined
  rooms: Rooms
  people: People
  seal: Seal
  limit: number
  clock: Clock
  log: Log
}

type Done<T> = { done: T } | { receipt: Receipt }

/** Carries an action out. It never throws: what went wrong is in the receipt. */
export function createDelivery(options: DeliveryOptions): (action: Action) => Promise<Receipt> {
  const { account, api, rooms, people, seal, limit, clock, log } = options
  /** Chats that Telegram wants to be left alone, and until when. */
  const resting = new Map<number, number>()
  /** The first message of a text that went out in pieces → all of them. */
  const pieces = new LRUCache<string, number[]>({ max: 2_000 })

  async function call<T>(room: string, run: (raw: Api['raw'], chat: number) => Promise<T>): Promise<Done<T>> {
    for (let moves = 0; ; moves += 1) {
      const chat = rooms.addressOf(room)
      const raw = api()
      if (chat === undefined) return { receipt: notSent('unknown_room') }
      if (!raw) return { receipt: { outcome: 'not_sent', reason: 'offline', retry: true } }
      const rest = (resting.get(chat) ?? 0) - clock.now()
      if (rest > 0) return { receipt: { outcome: 'not_sent', reason: 'rate_limit', retry: true, retryAfterMs: rest } }
      resting.delete(chat)
      try {
        return { done: await run(raw, chat) }
      } catch (error) {
        const to = movedTo(error)
        if (to !== undefined && moves === 0) {
          rooms.moved(chat, to)
          continue
        }
        const receipt = failure(error)
        if (receipt.outcome === 'not_sent' && receipt.retryAfterMs)
          resting.set(chat, clock.now() + receipt.retryAfterMs)
        log.warn({ account, chat, receipt }, 'Telegram refused')
        return { receipt }
      }
    }
  }

  async function say(action: SayAction | AnnounceAction): Promise<Receipt> {
    const chat = rooms.addressOf(action.room.id)
    if (chat === undefined) return notSent('unknown_room')
    const messages = toMessages(action, {
      namesOf: (person) => people.namesOf(chat, person),
      topicFor: (answered, person) => rooms.topicFor(chat, answered, person),
      seal,
      limit,
    })
    if (typeof messages === 'string') return notSent(messages)
    const ids: number[] = []
    for (const message of messages) {
      const sent = await call(action.room.id, (raw, chat_id) => raw.sendMessage({ chat_id, ...message }))
      if ('receipt' in sent) return ids.length ? { outcome: 'unknown', reason: 'partly_sent' } : sent.receipt
      ids.push(sent.done.message_id)
    }
    const messageId = String(ids[0])
    if (ids.length > 1) pieces.set(`${action.room.id} ${messageId}`, ids)
    return { outcome: 'sent', messageId }
  }

  /** A notice is a message that is pinned. Without the right to pin, the words have still reached the group. */
  async function announce(action: AnnounceAction): Promise<Receipt> {
    const receipt = await say(action)
    if (receipt.outcome !== 'sent' || action.room.kind === 'private') return receipt
    await call(action.room.id, (raw, chat_id) =>
      raw.pinChatMessage({ chat_id, message_id: Number(receipt.messageId), disable_notification: false }),
    )
    return receipt
  }

  async function recall(room: string, messageId: string): Promise<Receipt> {
    const id = toNumber(messageId)
    if (id === undefined) return notSent('unknown_message')
    for (const message_id of pieces.get(`${room} ${messageId}`) ?? [id]) {
      const gone = await call(room, (raw, chat_id) => raw.deleteMessage({ chat_id, message_id }))
      // What is gone already needs nobody to take it back.
      const already =
        'receipt' in gone && gone.receipt.outcome === 'not_sent' && gone.receipt.reason === 'unknown_message'
      if ('receipt' in gone && !already) return gone.receipt
    }
    return { outcome: 'sent' }
  }

  async function leave({ id, kind }: RoomRef): Promise<Receipt> {
    if (kind !== 'group') return notSent('unknown_room')
    const left = await call(id, (raw, chat_id) => raw.leaveChat({ chat_id }))
    return 'receipt' in left ? left.receipt : { outcome: 'sent' }
  }

  async function moderate(action: Exclude<Action, SayAction | AnnounceAction>): Promise<Receipt> {
    if (action.type === 'recall') return recall(action.room.id, action.messageId)
    // People put a bot into a group without asking it.
    if (action.type === 'acceptInvitation') return notSent('not_supported')
    if (action.type === 'leave') return leave(action.room)
    const person = toNumber(action.person)
    if (action.room.kind !== 'group') return notSent('unknown_room')
    if (person === undefined) return notSent('unknown_person')
    if (action.type === 'setCard' && action.card.length > LONGEST_TAG) return notSent('card_too_long')
    const ended = await call<unknown>(action.room.id, (raw, chat) => {
      switch (action.type) {
        case 'mute':
          return mute(raw, chat, person, action.seconds, clock.now())
        case 'kick':
          return kick(raw, chat, person, clock.now())
        case 'setCard':
          return setTag(raw, chat, person, action.card)
        case 'approveJoin':
          return approve(raw, chat, person, action)
      }
    })
    return 'receipt' in ended ? ended.receipt : { outcome: 'sent' }
  }

  return async (action) => {
    try {
      if (action.type === 'say') return await say(action)
      if (action.type === 'announce') return await announce(action)
      return await moderate(action)
    } catch (error) {
      log.error({ account, type: action.type, error: (error as Error).name }, 'a delivery went wrong')
      return { outcome: 'unknown', reason: 'internal' }
    }
  }
}
