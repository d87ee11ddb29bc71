import { In, LessThanOrEqual, MoreThan, Raw } from 'typeorm'
import {
  changeRow,
  columnsOf,
  type Db,
  Group,
  OutboxItem,
  readRows,
  type Store,
  tableOf,
  writeRows,
} from '../store/index.js'
import { forgetSecret, type Settled } from './settle.js'

/** SQLite takes a partial index only when the condition repeats the words of the index. */
export const waiting = Raw<OutboxItem['state']>((state) => `${state} IN ('waiting','sending') AND ${state} = 'waiting'`)
const sending = Raw<OutboxItem['state']>((state) => `${state} IN ('waiting','sending') AND ${state} = 'sending'`)

const MOST_TOGETHER = 500

/** Why nothing is done in a group that we are in no more. */
export const LEFT_GROUP = 'left_group'

/** The room of an action, in the words of each engine. */
const ROOM = { sqlite: `action ->> '$.room.id'`, postgres: `action::json #>> '{room,id}'` }

/** Marks the next item that is due as being on its way; what is meant for a group that we are in no more expires instead. */
const takeNext = (db: Db, engine: Store['engine']) => `
  WITH due AS (
    SELECT id AS "dueId", EXISTS (
      SELECT 1 FROM ${tableOf(db, Group)} AS left_group
      WHERE left_group."accountId" = item."accountId" AND left_group."externalId" = item.${ROOM[engine]}
        AND left_group.kind <> 'private' AND left_group.presence = 'gone') AS "isLeft"
    FROM ${tableOf(db, OutboxItem)} AS item
    WHERE "accountId" = $1 AND state IN ('waiting','sending') AND state = 'waiting' AND "notBefore" <= $2
    ORDER BY priority, id LIMIT 1)
  UPDATE ${tableOf(db, OutboxItem)} SET
    state = CASE WHEN "isLeft" THEN 'waiting' ELSE 'sending' END,
    "expiresAt" = CASE WHEN "isLeft" THEN $2 ELSE "expiresAt" END,
    reason = CASE WHEN "isLeft" THEN '${LEFT_GROUP}' ELSE reason END
  FROM due WHERE id = "dueId" RETURNING ${columnsOf(db, OutboxItem)}`

export type Queue = ReturnType<typeof createQueue>

/** What one account has to say, and has said: the questions that its line asks of the database. */
export function createQueue(store: Store, accountId: string) {
  let statement: string | undefined

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
      store.direct(async (db) => {
        statement ??= takeNext(db, store.engine)
        const [item] = await readRows(db, OutboxItem, statement, [accountId, now])
        return item?.state === 'sending' ? item : null
      }),

    settle: (id: string, settled: Settled) => store.direct((db) => changeRow(db, OutboxItem, id, settled)),

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
