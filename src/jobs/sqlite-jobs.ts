import { CronExpressionParser } from 'cron-parser'
import { LessThan } from 'typeorm'
import { type Clock, DAY, MINUTE } from '../kit/clock.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import {
  changeRow,
  columnsOf,
  type Db,
  Job,
  jobRow,
  type RowOf,
  readRows,
  type Store,
  tableOf,
  writeRows,
} from '../store/index.js'
import type { Jobs, Task, TogetherTask } from './jobs.js'
import { createLane } from './lane.js'

export interface JobsOptions {
  store: Store
  clock: Clock
  ids: Ids
  /** Business time zone of cron expressions. */
  zone: string
  log: Log
}

const MOST_ATTEMPTS = 5
const MOST_TOGETHER = 100
/** 1, 4, 16… minutes. */
const backoff = (attempts: number) => MINUTE * 4 ** (attempts - 1)

/** Jobs as rows of a table, woken by node-schedule: for one process on the embedded database. */
export function createSqliteJobs({ store, clock, ids, zone, log }: JobsOptions): Jobs {
  const tasks = new Map<string, Task>()
  const together = new Map<string, TogetherTask>()
  const crons = new Map<string, string>()
  const slow = new Set<string>()
  let started = false

  const insert = (row: RowOf<Job>, tx: Db) => writeRows(tx, Job, [row], 'ignore')

  const nextRun = (cron: string) =>
    CronExpressionParser.parse(cron, { currentDate: new Date(clock.now()), tz: zone })
      .next()
      .getTime()

  const planCron = (task: string, cron: string, tx: Db) => {
    const runAt = nextRun(cron)
    return insert(jobRow(ids(), task, {}, { runAt, serialKey: task, dedupeKey: keyOf(task, runAt) }), tx)
  }

  const keyOf = (task: string, runAt: number) => `cron:${task}:${runAt}`

  const settle = (job: Job, changes: Partial<Pick<Job, 'state' | 'runAt' | 'dedupeKey' | 'error'>>, db: Db) =>
    changeRow(db, Job, job.id, { attempts: job.attempts + 1, ...changes })

  /** The key is given back, so that the same work may be asked for again. What the clock starts goes on to its next time. */
  function settleDone(job: Job): Promise<unknown> {
    const cron = crons.get(job.task)
    if (!cron) return store.direct((db) => settle(job, { state: 'done', dedupeKey: null, error: null }, db))
    const runAt = nextRun(cron)
    return store.direct((db) => db.query(planAgain(db), [keyOf(job.task, runAt), runAt, job.id]))
  }

  /** It is tried again or given up, and what the clock starts keeps to the clock: both stand, or neither. */
  const settleFailed = (job: Job, error: unknown) =>
    store.transaction(async (db) => {
      const attempts = job.attempts + 1
      const next =
        attempts < MOST_ATTEMPTS
          ? { runAt: clock.now() + backoff(attempts) }
          : { state: 'failed' as const, dedupeKey: null }
      await settle(job, { ...next, error: error instanceof Error ? error.message : String(error) }, db)
      const cron = crons.get(job.task)
      if (cron) await planCron(job.task, cron, db)
    })

  async function run(jobs: readonly Job[]): Promise<void> {
    const [first] = jobs
    const all = first && jobs.length > 1 && together.get(first.task)
    if (!all) return runEach(jobs)
    try {
      await all(jobs.map(({ payload }) => payload))
    } catch {
      return runEach(jobs)
    }
    const ids = jobs.map(({ id }) => id)
    await store.direct((db) => db.query(settleAll(db, ids.length), ids))
  }

  async function runEach(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) await runOne(job)
  }

  async function runOne(job: Job): Promise<void> {
    try {
      const task = tasks.get(job.task)
      if (!task) throw new Error(`no such task: ${job.task}`)
      await task(job.payload, job.runAt)
      await settleDone(job)
    } catch (error) {
      log.error({ job: job.id, task: job.task, error }, 'job failed')
      await settleFailed(job, error)
    }
  }

  const nextOf = (isSlow: boolean) => () =>
    store.direct(async (db) => {
      const next = await readRows(db, Job, nextJob(db, isSlow, slow.size), [...slow])
      const now = clock.now()
      const [job] = next
      if (!job || job.runAt > now || !together.has(job.task)) return next
      return readRows(db, Job, dueJobs(db), [job.task, now])
    })

  const lanes = [false, true].map((isSlow) => createLane({ next: nextOf(isSlow), run, clock, log }))

  function define(task: string, run: Task, { isSlow = false } = {}): void {
    tasks.set(task, run)
    if (isSlow) slow.add(task)
  }

  return {
    define,
    defineTogether(task, run) {
      define(task, (payload) => run([payload]))
      together.set(task, run)
    },
    schedule(task, cron, run, options) {
      define(task, run, options)
      crons.set(task, cron)
    },
    enqueue: async (task, payload, options, tx) => void (await insert(jobRow(ids(), task, payload, options), tx)),
    async start() {
      if (started) return
      started = true
      await store.transaction(async (db) => {
        for (const [task, cron] of crons) await planCron(task, cron, db)
      })
      for (const lane of lanes) lane.start()
    },
    async stop() {
      started = false
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
    async runDue() {
      const dues = await Promise.all(lanes.map((lane) => lane.runDue()))
      const known = dues.filter((due) => due !== null)
      return known.length ? Math.min(...known) : null
    },
    wake() {
      for (const lane of lanes) lane.wake()
    },
  }
}

/**
 * The next job of a lane, now or later. One that failed holds back the others of its serial key until it is over.
 * SQLite takes a partial index only when the condition repeats the words of the index.
 */
function nextJob(db: Db, isSlow: boolean, slow: number): string {
  const names = Array.from({ length: slow }, (_, n) => `$${n + 1}`).join()
  const inLane = (job: string) => (slow ? `(${job}.task IN (${names})) = ${isSlow}` : isSlow ? 'FALSE' : 'TRUE')
  return `SELECT ${columnsOf(db, Job)} FROM ${tableOf(db, Job)} AS job
    WHERE state = 'waiting' AND ${inLane('job')} AND (attempts > 0 OR "serialKey" IS NULL OR NOT EXISTS (
      SELECT 1 FROM ${tableOf(db, Job)} AS held
      WHERE held.state = 'waiting' AND held.attempts > 0 AND held."serialKey" = job."serialKey" AND ${inLane('held')}))
    ORDER BY "runAt", id LIMIT 1`
}

const dueJobs = (db: Db) => `
  SELECT ${columnsOf(db, Job)} FROM ${tableOf(db, Job)}
  WHERE state = 'waiting' AND task = $1 AND "runAt" <= $2 ORDER BY "runAt", id LIMIT ${MOST_TOGETHER}`

const settleAll = (db: Db, count: number) => `
  UPDATE ${tableOf(db, Job)} SET state = 'done', "dedupeKey" = NULL, error = NULL, attempts = attempts + 1
  WHERE id IN (${Array.from({ length: count }, (_, n) => `$${n + 1}`).join()})`

/** The same row stands for the next time, unless that is planned already. */
const planAgain = (db: Db) => `
  UPDATE ${tableOf(db, Job)} SET
    state = CASE WHEN "isPlanned" THEN 'done' ELSE 'waiting' END,
    "dedupeKey" = CASE WHEN "isPlanned" THEN NULL ELSE $1 END,
    "runAt" = CASE WHEN "isPlanned" THEN "runAt" ELSE $2 END,
    attempts = CASE WHEN "isPlanned" THEN attempts + 1 ELSE 0 END,
    error = NULL
  FROM (SELECT EXISTS (SELECT 1 FROM ${tableOf(db, Job)} WHERE "dedupeKey" = $1) AS "isPlanned") AS again
  WHERE id = $3`

const KEPT = 7 * DAY

/** What was done long ago interests nobody; what was given up stays to be looked at. */
export const sweepJobs = (store: Store, now: number): Promise<unknown> =>
  store.transaction((db) => db.delete(Job, { state: 'done', runAt: LessThan(now - KEPT) }))
