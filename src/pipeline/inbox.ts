import type { Ids } from '../kit/ids.js'
import type { ChatEvent } from '../message/index.js'
import type { Message, RowOf } from '../store/index.js'

/** The row that an event becomes on its way in; it is committed together with all that the event leads to. */
export function toMessage(
  event: ChatEvent,
  groupId: string,
  mode: Message['mode'],
  receivedAt: number,
  ids: Ids,
): RowOf<Message> {
  const { id, at, type, ...rest } = event
  const { text, ...details } = { text: '', ...rest }
  return {
    id: ids(),
    groupId,
    externalId: id,
    sentAt: at,
    receivedAt,
    type,
    text,
    details,
    mode,
    state: 'handled',
    error: null,
  }
}

/** The event that a row was made from. */
export function toEvent(row: Message): ChatEvent {
  const base = { ...row.details, id: row.externalId, at: row.sentAt, type: row.type }
  return (row.type === 'message' ? { ...base, text: row.text } : base) as ChatEvent
}
