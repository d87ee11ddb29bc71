import { LRUCache } from 'lru-cache'
import { DAY, MINUTE } from '../../src/kit/clock.js'
import type { ChatEvent, JoinEvent, LeaveEvent } from '../../src/message/index.js'
import type { MemberChange, MemberState } from './types.js'

/** A mute without an end, in seconds: Telegram takes everything beyond a year for one. */
export const FOREVER_S = (366 * DAY) / 1000

export const isIn = ({ status, is_member }: Pick<MemberState, 'status' | 'is_member'>): boolean =>
  status === 'creator' || status === 'administrator' || status === 'member' || (status === 'restricted' && !!is_member)

const isMuted = ({ status, can_send_messages }: MemberState) => status === 'restricted' && can_send_messages === false

export const isAdmin = ({ status }: Pick<MemberState, 'status'>): boolean =>
  status === 'creator' || status === 'administrator'

type Base = Pick<ChatEvent, 'at' | 'room' | 'sender'>

/** What one update about a member tells; `base.sender` is the member. */
export function changesOf({ from, date, ...change }: MemberChange, base: Base): ChatEvent[] {
  const { old_chat_member: before, new_chat_member: after } = change
  const who = after.user.id
  const by = from.id === who ? undefined : String(from.id)
  const events: ChatEvent[] = []
  if (!isIn(before) && isIn(after))
    events.push({ ...base, id: `join:${who}:${date}`, type: 'join', ...(by ? { invitedBy: by } : {}) })
  if (isIn(before) && !isIn(after))
    events.push({ ...base, id: `leave:${who}:${date}`, type: 'leave', ...(by ? { removedBy: by } : {}) })
  // Whoever mutes somebody who is muted already changes its end.
  const isNewEnd = isMuted(before) && isMuted(after) && before.until_date !== after.until_date
  if ((isMuted(before) !== isMuted(after) || isNewEnd) && isIn(after)) {
    const seconds = !isMuted(after) ? 0 : after.until_date ? Math.max(1, after.until_date - date) : FOREVER_S
    events.push({ ...base, id: `mute:${who}:${date}`, type: 'mute', seconds, ...(by ? { mutedBy: by } : {}) })
  }
  if (isIn(before) && isIn(after) && (before.tag ?? '') !== (after.tag ?? ''))
    events.push({ ...base, id: `card:${who}:${date}`, type: 'card', ...(before.tag ? { oldCard: before.tag } : {}) })
  return events
}

const SAME_WITHIN_MS = MINUTE

/**
 * An admin bot is told twice that somebody came or went: by a line in the chat, and by an update about the member.
 * The second gets the id and time of the first, so that both are one event.
 */
export function createMemberships() {
  const last = new LRUCache<string, { type: string; id: string; at: number }>({ max: 5_000 })
  return function sameAsBefore<T extends JoinEvent | LeaveEvent>(event: T): T {
    const key = `${event.room.id} ${event.sender.id}`
    const before = last.get(key)
    if (before?.type === event.type && Math.abs(before.at - event.at) <= SAME_WITHIN_MS)
      return { ...event, id: before.id, at: before.at }
    last.set(key, { type: event.type, id: event.id, at: event.at })
    return event
  }
}
