import type { Action } from '../message/index.js'
import type { OutboxItem, RowOf } from '../store/index.js'

/** What goes first: a rule, a reply, an alert to the staff, then everything that can wait. */
export const PRIORITY = { rule: 0, reply: 1, staff: 2, broadcast: 3 } as const
export type Priority = keyof typeof PRIORITY

export interface Order {
  id: string
  accountId: string
  action: Action
  priority: Priority
  dedupeKey: string
  messageId?: string
  now: number
  /** Not to be sent earlier, UTC ms; at once without it. */
  notBefore?: number
  /** How long it makes sense to send it from then on, ms. */
  lifetime: number
}

/** A row for the outbox; it is sent after the transaction that inserts it. Its columns one by one: copying the rest costs more. */
export function outboxItem(order: Order): RowOf<OutboxItem> {
  const { now, notBefore = now } = order
  return {
    id: order.id,
    accountId: order.accountId,
    action: order.action,
    priority: PRIORITY[order.priority],
    dedupeKey: order.dedupeKey,
    messageId: order.messageId ?? null,
    createdAt: now,
    notBefore,
    expiresAt: notBefore + order.lifetime,
    state: 'waiting',
    attempts: 0,
    reason: null,
    sentAt: null,
    externalId: null,
  }
}
