import { In, LessThanOrEqual, MoreThan, Raw } from 'typeorm'
import { type Db, Group, OutboxItem, type Store, writeRows } from '../store/index.js'
import { forgetSecret } from './settle.js'

/** SQLite takes a partial index only when the condition repeats the words of the index. */
export const waiting = Raw<OutboxItem['state']>((state) => `${state} IN ('waiting','sending') AND ${state} = 'waiting'`)
const sending = Raw<OutboxItem['state']>((state) => `${state} IN ('waiting','sending') AND ${state} = 'sending'`)

const MOST_TOGETHER = 500

/** Why nothing is done in a group that we are in no more. */
export const LEFT_GROUP = 'left_group'

const isLeft = (db: Db, { accountId, action }: OutboxItem): Promise<boolean> =>
  action.room.kind === 'private'
    ? Promise.resolve(false)
    : db.existsBy(Group, { accountId, externalId: action.room.id, presence: 'gone' })

export type Queue = ReturnType<typeof createQueue>

/** What one account has to say, and has said: the questions that its line asks of the database. */
export function createQueue(store: Store, accountId: string) {
  /** Ends items that meet the condition, some hundred at a time, and hands them out. */
  async function end(where: object, state: 'expired' | 'unknown', reason: string): Promise<OutboxItem[]> {
    const isAny = await store.direct((db) => db.existsBy(OutboxItem, { accountId, ...where }))
    if (!isAny) return []
    const items = await store.transaction(async (db) => {
      const found = await db.find(OutboxItem, { where: { accountId, ...where }, take: MOST_TOGETHER })
      for (const item of found)
        Object.assign(item, { state, reason: item.reason ?? reason, action: forgetSecret(item.action) })
      await writeRows(db, OutboxItem, found, 'update')
      return found
    })
    return items.length < MOST_TOGETHER ? items : [...items, ...(await end(where, state, reason))]
  }

  const earliest = (field: 'notBefore' | 'expiresAt') =>
    store.direct(async (db) => (await db.minimum(OutboxItem, field, { accountId, state: waiting })) ?? null)

  return {
    /** Drops what makes no sense any more; what failed before keeps that reason. */
    expire: (now: number) => end({ state: waiting, expiresAt: LessThanOrEqual(now) }, 'expired', 'too_late'),

    /** What was on its way when the process died may have arrived: nobody knows, so nobody sends it again. */
    interrupted: () => end({ state: sending }, 'unknown', 'interrupted'),

    /** What came to a bad end and might still matter. */
    refused: (now: number) =>
      store.direct((db) =>
        db.findBy(OutboxItem, { accountId, state: In(['failed', 'needs_person']), expiresAt: MoreThan(now) }),
      ),

    /**
     * Takes the next item that is due and marks it, so that a crash from here on is seen as such. What is meant for a
     * group that we are in no more has expired with that, and nothing is taken.
     */
    take: (now: number) =>
      store.transaction(async (db) => {
        const [item] = await db.find(OutboxItem, {
          where: { accountId, state: waiting, notBefore: LessThanOrEqual(now) },
          order: { priority: 'ASC', id: 'ASC' },
          take: 1,
        })
        if (!item) return null
        if (await isLeft(db, item)) {
          await db.update(OutboxItem, { id: item.id }, { expiresAt: now, reason: LEFT_GROUP })
          return null
        }
        await writeRows(db, OutboxItem, [{ ...item, state: 'sending' }], 'update')
        return item
      }),

    save: (item: OutboxItem) => store.direct((db) => writeRows(db, OutboxItem, [item], 'update')),

    /** When the next item may go out, or null. */
    nextDue: () => earliest('notBefore'),

    /** When the next item stops making sense, or null. */
    nextExpiry: () => earliest('expiresAt'),

    /** Times of what was sent after `since`, oldest first. */
    sentAfter: (since: number) =>
      store.direct(async (db) => {
        const items = await db.find(OutboxItem, {
          select: { id: true, sentAt: true },
          where: { accountId, sentAt: MoreThan(since) },
          order: { sentAt: 'ASC' },
        })
        return items.map((item) => item.sentAt as number)
      }),
  }
}
