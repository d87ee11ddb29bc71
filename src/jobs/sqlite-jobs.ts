import { CronExpressionParser } from 'cron-parser'
import { type FindOperator, In, LessThan, Not, Raw } from 'typeorm'
import { type Clock, DAY, MINUTE } from '../kit/clock.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import { type Db, Job, jobRow, type RowOf, type Store, writeRows } from '../store/index.js'
import type { Jobs, Task } from './jobs.js'
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
/** SQLite takes a partial index only when the condition repeats the words of the index. */
const WAITING = Raw<Job['state']>((state) => `${state} = 'waiting'`)
/** 1, 4, 16… minutes. */
const backoff = (attempts: number) => MINUTE * 4 ** (attempts - 1)

/** Jobs as rows of a table, woken by node-schedule: for one process on the embedded database. */
export function createSqliteJobs({ store, clock, ids, zone, log }: JobsOptions): Jobs {
  const tasks = new Map<string, Task>()
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
    return insert(jobRow(ids(), task, {}, { runAt, serialKey: task, dedupeKey: `cron:${task}:${runAt}` }), tx)
  }

  /** How it ended, and when it runs next: both stand, or neither. */
  const settle = (job: Job, changes: Partial<Pick<Job, 'state' | 'runAt' | 'dedupeKey' | 'error'>>) => {
    const settleIn = (db: Db) => db.update(Job, { id: job.id }, { attempts: job.attempts + 1, ...changes })
    const cron = crons.get(job.task)
    if (!cron) return store.direct(settleIn)
    return store.transaction(async (db) => {
      await settleIn(db)
      return planCron(job.task, cron, db)
    })
  }

  async function run(job: Job): Promise<void> {
    try {
      const task = tasks.get(job.task)
      if (!task) throw new Error(`no such task: ${job.task}`)
      await task(job.payload, job.runAt)
      // The key is given back, so that the same work may be asked for again.
      await settle(job, { state: 'done', dedupeKey: null, error: null })
    } catch (error) {
      log.error({ job: job.id, task: job.task, error }, 'job failed')
      const attempts = job.attempts + 1
      await settle(job, {
        ...(attempts < MOST_ATTEMPTS
          ? { runAt: clock.now() + backoff(attempts) }
          : { state: 'failed', dedupeKey: null }),
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }

  /** The next job to run, now or later. One that failed holds back the others of its serial key until it is over. */
  const nextOf = (task: () => FindOperator<string>) => () =>
    store.direct((db) => {
      const query = db.createQueryBuilder(Job, 'job').where({ state: WAITING, task: task() })
      const held = query.subQuery().select('1').from(Job, 'held').where({ state: WAITING, task: task() })
      held.andWhere('held.attempts > 0').andWhere('held.serialKey = job.serialKey')
      return query
        .andWhere(`(job.attempts > 0 OR NOT EXISTS ${held.getQuery()})`)
        .setParameters(held.getParameters())
        .orderBy({ 'job.runAt': 'ASC', 'job.id': 'ASC' })
        .limit(1)
        .getOne()
    })

  const lanes = [() => Not(In([...slow])), () => In([...slow])].map((task) =>
    createLane({ next: nextOf(task), run, clock, log }),
  )

  function define(task: string, run: Task, { isSlow = false } = {}): void {
    tasks.set(task, run)
    if (isSlow) slow.add(task)
  }

  return {
    define,
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

const KEPT = 7 * DAY

/** What was done long ago interests nobody; what was given up stays to be looked at. */
export const sweepJobs = (store: Store, now: number): Promise<unknown> =>
  store.transaction((db) => db.delete(Job, { state: 'done', runAt: LessThan(now - KEPT) }))
