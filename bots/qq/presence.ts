import type { ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import { type Frame, idOf } from './types.js'

interface Names {
  room(group: string): RoomRef
  sender(group: string, person: string): SenderRef
}

/** Our own coming and going; undefined for a frame that is about somebody else. `disband` and `kick_me` name nobody. */
export function toOwnEvent(frame: Frame, at: number, account: string, { room, sender }: Names): ChatEvent | undefined {
  const group = idOf(frame.group_id)
  if (frame.post_type !== 'notice' || group === undefined) return undefined
  const isUs = idOf(frame.user_id) === account
  const operator = idOf(frame.operator_id)
  const by = operator === undefined || operator === '0' || operator === account ? undefined : operator
  const base = { at, room: room(group), sender: by === undefined ? { id: account } : sender(group, by) }
  if (frame.notice_type === 'group_increase' && isUs)
    return { ...base, type: 'botJoined', id: `botJoined:${at / 1000}` }
  const disbanded = frame.sub_type === 'disband'
  if (frame.notice_type !== 'group_decrease' || !(isUs || disbanded || frame.sub_type === 'kick_me')) return undefined
  return { ...base, type: 'botLeft', id: `botLeft:${at / 1000}`, ...(disbanded ? { disbanded } : {}) }
}

/** A group that a list holds no more, or for the first time: nobody says who did it. */
export function movedWhileAway(type: 'botJoined' | 'botLeft', room: RoomRef, account: string, now: number): ChatEvent {
  const at = Math.floor(now / 1000) * 1000
  return { type, id: `${type}:${at / 1000}`, at, room, sender: { id: account } }
}
