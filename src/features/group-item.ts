import { type Order, outboxItem } from '../outbox/index.js'
import type { Group, OutboxItem, RowOf } from '../store/index.js'
import { quietUntil } from './quiet-night.js'

/** A row for the outbox that goes to a group. What can wait does not wake a group that wants its night. */
export const groupItem = (
  group: Pick<Group, 'accountId' | 'settings'>,
  zone: string,
  order: Omit<Order, 'accountId' | 'notBefore'>,
): RowOf<OutboxItem> => {
  const asleep = order.priority === 'broadcast' ? quietUntil(group, order.now, zone) : null
  return outboxItem({ ...order, accountId: group.accountId, notBefore: asleep ?? order.now })
}
