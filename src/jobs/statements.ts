import { columnsOf, type Db, Job, tableOf } from '../store/index.js'

const MOST_TOGETHER = 100

/**
 * Those jobs of a lane that are due, or the next ones. One that failed holds back the others of its serial key until it
 * is over. SQLite takes a partial index only when the condition repeats the words of the index.
 */
export function nextJobs(db: Db, isSlow: boolean, slow: number): string {
  const names = Array.from({ length: slow }, (_, n) => `$${n + 1}`).join()
  const now = `$${slow + 1}`
  const inLane = (job: string) => (slow ? `(${job}.task IN (${names})) = ${isSlow}` : isSlow ? 'FALSE' : 'TRUE')
  const mayRun = `state = 'waiting' AND ${inLane('job')} AND (attempts > 0 OR "serialKey" IS NULL OR NOT EXISTS (
    SELECT 1 FROM ${tableOf(db, Job)} AS held
    WHERE held.state = 'waiting' AND held.attempts > 0 AND held."serialKey" = job."serialKey" AND ${inLane('held')}))`
  return `SELECT ${columnsOf(db, Job)} FROM ${tableOf(db, Job)} AS job
    WHERE ${mayRun} AND "runAt" <= (
      SELECT CASE WHEN "runAt" > ${now} THEN "runAt" ELSE ${now} END FROM ${tableOf(db, Job)} AS job
      WHERE ${mayRun} ORDER BY "runAt" LIMIT 1)
    ORDER BY "runAt", id LIMIT ${MOST_TOGETHER}`
}

export const settleAll = (db: Db, count: number) => `
  UPDATE ${tableOf(db, Job)} SET state = 'done', "dedupeKey" = NULL, error = NULL, attempts = attempts + 1
  WHERE id IN (${Array.from({ length: count }, (_, n) => `$${n + 1}`).join()})`

/** The same row stands for the next time, unless that is planned already. */
export const planAgain = (db: Db) => `
  UPDATE ${tableOf(db, Job)} SET
    state = CASE WHEN "isPlanned" THEN 'done' ELSE 'waiting' END,
    "dedupeKey" = CASE WHEN "isPlanned" THEN NULL ELSE $1 END,
    "runAt" = CASE WHEN "isPlanned" THEN "runAt" ELSE $2 END,
    attempts = CASE WHEN "isPlanned" THEN attempts + 1 ELSE 0 END,
    error = NULL
  FROM (SELECT EXISTS (SELECT 1 FROM ${tableOf(db, Job)} WHERE "dedupeKey" = $1) AS "isPlanned") AS again
  WHERE id = $3`
