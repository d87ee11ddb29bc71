import { IsNull, MoreThanOrEqual } from 'typeorm'
import type { App } from '../src/app.js'
import type { Ordered, Said } from '../src/console/deps.js'
import { REFUSED } from '../src/features/refuse.js'
import { CheyouError } from '../src/kit/errors.js'
import { AuditEntry, Message, OutboxItem, type StaffAccount } from '../src/store/index.js'

/**
 * A colleague gives a command outside the chats. It is an ordinary event in their private room of the console, with the
 * same steps, permissions and audit as in a chat. Resolves when all that it leads to is durable. Throws `internal` when
 * it could not be handled.
 */
export const createOrder =
  ({ pipeline: { store, ids, clock }, intake }: App, accountId: string) =>
  async ({ id, name }: Pick<StaffAccount, 'id' | 'name'>, said: Said): Promise<Ordered> => {
    const event = { id: ids(), at: clock.now(), room: { id, kind: 'private' as const, name } }
    await intake.receive(accountId, { ...event, sender: { id, nickname: name }, ...said })
    return store.transaction(async (db) => {
      const message = await db.findOneByOrFail(Message, { externalId: event.id, group: { accountId, externalId: id } })
      if (message.state === 'failed') throw new CheyouError('internal', { problem: message.error ?? '' })
      const mine = { accountId, messageId: message.id }
      const rows = await db.find(OutboxItem, {
        // Delivered or not: an index finds what was sent lately.
        where: [
          { ...mine, sentAt: IsNull() },
          { ...mine, sentAt: MoreThanOrEqual(event.at) },
        ],
        order: { id: 'ASC' },
      })
      const answers = rows.flatMap(({ action }) =>
        action.type === 'say' && action.room.id === id ? [{ text: action.text, buttons: action.buttons ?? [] }] : [],
      )
      return { answers, refused: await db.existsBy(AuditEntry, { messageId: message.id, what: REFUSED }) }
    })
  }
