import { type CronExpression, CronExpressionParser } from 'cron-parser'
import { LessThan } from 'typeorm'
import { type Clock, DAY, MINUTE } from '../kit/clock.js'
import { CheyouError } from '../kit/errors.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import { changeRow, type Db, Job, jobRow, type RowOf, readRows, type Store, writeRows } from '../store/index.js'
import type { Jobs, Task, TogetherTask } from './jobs.js'
import { createLane } from './lane.js'
import { nextJobs, planAgain, settleAll } from './statements.js'

export interface JobsOptions {
  store: Store
  clock: Clock
  ids: Ids
  /** Business time zone of cron expressions. */
  zone: string
  log: Log
}

/** Of two transactions that waited for each other the other one stands by now: no need to wait a minute. */
const isBusy = (error: unknown) => error instanceof CheyouError && error.code === 'database_busy'

const MOST_ATTEMPTS = 5
/** 1, 4, 16… minutes. */
const backoff = (attempts: number) => MINUTE * 4 ** (attempts - 1)

/** Jobs as rows of a table, woken by node-schedule: for one process on the embedded database. */
export function createSqliteJobs({ store, clock, ids, zone, log }: JobsOptions): Jobs {
  const tasks = new Map<string, Task>()
  const together = new Map<string, TogetherTask>()
  const crons = new Map<string, string>()
  const expressions = new Map<string, CronExpression>()
  const slow = new Set<string>()
  let started = false

  const insert = (row: RowOf<Job>, tx: Db) => writeRows(tx, Job, [row], 'ignore')

  const nextRun = (cron: string, after: number) => {
    const expression = expressions.get(cron) ?? CronExpressionParser.parse(cron, { tz: zone })
    expressions.set(cron, expression)
    expression.reset(new Date(after))
    return expression.next().getTime()
  }

  const planCron = (task: string, cron: string, after: number, tx: Db) => {
    const runAt = nextRun(cron, after)
    return insert(jobRow(ids(), task, {}, { runAt, serialKey: task, dedupeKey: keyOf(task, runAt) }), tx)
  }

  /** A clock that was set back must not find the time that has just had its turn. */
  const turnOver = (job: Job) => Math.max(clock.now(), job.runAt)

  const keyOf = (task: string, runAt: number) => `cron:${task}:${runAt}`

  const settle = (job: Job, changes: Partial<Pick<Job, 'state' | 'runAt' | 'dedupeKey' | 'error'>>, db: Db) =>
    changeRow(db, Job, job.id, { attempts: job.attempts + 1, ...changes })

  /** The key is given back, so that the same work may be asked for again. What the clock starts goes on to its next time. */
  function settleDone(job: Job): Promise<unknown> {
    const cron = crons.get(job.task)
    if (!cron) return store.direct((db) => settle(job, { state: 'done', dedupeKey: null, error: null }, db))
    const runAt = nextRun(cron, turnOver(job))
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
      if (cron) await planCron(job.task, cron, turnOver(job), db)
    })

  /** In the order of their time; those of a task that takes many go with the first of them. */
  async function run(due: readonly Job[], isStopped: () => boolean): Promise<void> {
    const held = new Set<string | null>()
    const taken = new Set<Job>()
    for (const job of due) {
      if (isStopped()) return
      if (taken.has(job) || held.has(job.serialKey)) continue
      const same = together.has(job.task) ? due.filter(({ task }) => task === job.task) : [job]
      for (const each of same) taken.add(each)
      for (const { serialKey } of await runTogether(same)) if (serialKey !== null) held.add(serialKey)
    }
  }

  /** Answers those that failed. */
  async function runTogether(jobs: readonly Job[]): Promise<Job[]> {
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
    return []
  }

  async function runEach(jobs: readonly Job[]): Promise<Job[]> {
    const failed: Job[] = []
    for (const job of jobs) if (!(await runOne(job))) failed.push(job)
    return failed
  }

  async function runOne(job: Job): Promise<boolean> {
    try {
      const task = tasks.get(job.task)
      if (!task) throw new Error(`no such task: ${job.task}`)
      const run = () => task(job.payload, job.runAt)
      await run().catch((error: unknown) => (isBusy(error) ? run() : Promise.reject(error)))
      await settleDone(job)
      return true
    } catch (error) {
      log.error({ job: job.id, task: job.task, error }, 'job failed')
      await settleFailed(job, error)
      return false
    }
  }

  const nextOf = (isSlow: boolean) => () =>
    store.direct((db) => readRows(db, Job, nextJobs(db, isSlow, slow.size), [...slow, clock.now()]))

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
        for (const [task, cron] of crons) await planCron(task, cron, clock.now(), db)
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

const KEPT = 7 * DAY

/** What was done long ago interests nobody; what was given up stays to be looked at. */
export const sweepJobs = (store: Store, now: number): Promise<unknown> =>
  store.transaction((db) => db.delete(Job, { state: 'done', runAt: LessThan(now - KEPT) }))
