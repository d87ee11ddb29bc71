import { In, LessThanOrEqual, MoreThan, Raw } from 'typeorm'
import { columnsOf, type Db, Group, OutboxItem, readRows, type Store, tableOf, writeRows } from '../store/index.js'
import { forgetSecret } from './settle.js'

/** SQLite takes a partial index only when the condition repeats the words of the index. */
export const waiting = Raw<OutboxItem['state']>((state) => `${state} IN ('waiting','sending') AND ${state} = 'waiting'`)
const sending = Raw<OutboxItem['state']>((state) => `${state} IN ('waiting','sending') AND ${state} = 'sending'`)

const MOST_TOGETHER = 500

/** Why nothing is done in a group that we are in no more. */
export const LEFT_GROUP = 'left_group'

/** The room of an action, in the words of each engine. */
const ROOM = { sqlite: `action ->> '$.room.id'`, postgres: `action::json #>> '{room,id}'` }

const lookOut = (db: Db) => `
  SELECT MIN("notBefore") AS due, MIN("expiresAt") AS expiry,
    MIN(CASE WHEN "notBefore" <= $1 THEN priority END) AS priority
  FROM ${tableOf(db, OutboxItem)} WHERE "accountId" = $2 AND state IN ('waiting','sending') AND state = 'waiting'`

/** Marks items that are due as being on their way; what is meant for a group that we are in no more expires instead. */
const takeNext = (db: Db, engine: Store['engine']) => `
  WITH due AS (
    SELECT id AS "dueId", EXISTS (
      SELECT 1 FROM ${tableOf(db, Group)} AS left_group
      WHERE left_group."accountId" = item."accountId" AND left_group."externalId" = item.${ROOM[engine]}
        AND left_group.kind <> 'private' AND left_group.presence = 'gone') AS "isLeft"
    FROM ${tableOf(db, OutboxItem)} AS item
    WHERE "accountId" = $1 AND state IN ('waiting','sending') AND state = 'waiting' AND priority = $2
      AND "notBefore" <= $3
    ORDER BY id LIMIT $4)
  UPDATE ${tableOf(db, OutboxItem)} SET
    state = CASE WHEN "isLeft" THEN 'waiting' ELSE 'sending' END,
    "expiresAt" = CASE WHEN "isLeft" THEN $3 ELSE "expiresAt" END,
    reason = CASE WHEN "isLeft" THEN '${LEFT_GROUP}' ELSE reason END
  FROM due WHERE id = "dueId" RETURNING ${columnsOf(db, OutboxItem)}`

/** What a delivery leaves behind, for some items. What they say stays as it is. */
const settleAll = (db: Db, count: number) => `
  UPDATE ${tableOf(db, OutboxItem)} SET state = settled.column2, attempts = CAST(settled.column3 AS integer),
    reason = settled.column4, "sentAt" = CAST(settled.column5 AS bigint), "externalId" = settled.column6,
    "notBefore" = CAST(settled.column7 AS bigint)
  FROM (VALUES ${Array.from({ length: count }, (_, row) => `(${Array.from({ length: 7 }, (_, n) => `$${row * 7 + n + 1}`).join()})`).join()}) AS settled
  WHERE id = settled.column1`

const numberOf = (value: unknown) => (value === null ? null : Number(value))

export type Queue = ReturnType<typeof createQueue>

/** What one account has to say, and has said: the questions that its line asks of the database. */
export function createQueue(store: Store, accountId: string) {
  const statements: { look?: string; take?: string } = {}

  /** Ends items that meet the condition, some hundred at a time, and hands them out. */
  async function end(where: object, state: 'expired' | 'unknown', reason: string): Promise<OutboxItem[]> {
    const items = await store.transaction(async (db) => {
      const found = await db.find(OutboxItem, { where: { accountId, ...where }, take: MOST_TOGETHER })
      for (const item of found)
        Object.assign(item, { state, reason: item.reason ?? reason, action: forgetSecret(item.action) })
      await writeRows(db, OutboxItem, found, 'update')
      return found
    })
    return items.length < MOST_TOGETHER ? items : [...items, ...(await end(where, state, reason))]
  }

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

    /** When the next item may go out, when the next stops making sense, and the most urgent priority that is due. */
    look: (now: number) =>
      store.direct(async (db) => {
        statements.look ??= lookOut(db)
        const [row] = await db.query(statements.look, [now, accountId])
        return { due: numberOf(row.due), expiry: numberOf(row.expiry), priority: numberOf(row.priority) }
      }),

    /**
     * Takes the next items of a priority that are due and marks them, so that a crash from here on is seen as such. What
     * is meant for a group that we are in no more has expired with that, and is not handed out.
     */
    take: (now: number, priority: number, most: number) =>
      store.direct(async (db) => {
        statements.take ??= takeNext(db, store.engine)
        const items = await readRows(db, OutboxItem, statements.take, [accountId, priority, now, most])
        return items.filter(({ state }) => state === 'sending').sort((a, b) => (a.id < b.id ? -1 : 1))
      }),

    /** What is marked as on its way waits again: for when nothing is. */
    putBack: () => store.direct((db) => db.update(OutboxItem, { accountId, state: sending }, { state: 'waiting' })),

    /** Writes down what became of items, but not what they say. */
    settle: (items: readonly OutboxItem[]) =>
      store.direct((db) =>
        db.query(
          settleAll(db, items.length),
          items.flatMap((item) => [
            ...[item.id, item.state, item.attempts, item.reason],
            ...[item.sentAt, item.externalId, item.notBefore],
          ]),
        ),
      ),

    /** Writes down what became of items, and what they say by now. */
    rewrite: (items: readonly OutboxItem[]) => store.direct((db) => writeRows(db, OutboxItem, items, 'update')),

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
