import { CronExpressionParser } from 'cron-parser'
import { scheduleJob, type Job as Timer } from 'node-schedule'
import { LessThanOrEqual } from 'typeorm'
import { type Clock, MINUTE } from '../kit/clock.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import { type Db, Job, jobRow, type RowOf, type Store } from '../store/index.js'
import type { Jobs, Task } from './jobs.js'

export interface JobsOptions {
  store: Store
  clock: Clock
  ids: Ids
  /** Business time zone of cron expressions. */
  zone: string
  log: Log
}

const MOST_ATTEMPTS = 5
/** 1, 4, 16… minutes. */
const backoff = (attempts: number) => MINUTE * 4 ** (attempts - 1)

/** Jobs as rows of a table, woken by node-schedule: for one process on the embedded database. */
export function createSqliteJobs({ store, clock, ids, zone, log }: JobsOptions): Jobs {
  const tasks = new Map<string, Task>()
  const crons = new Map<string, string>()
  let timer: Timer | null = null
  let running: Promise<number | null> | null = null
  let started = false

  const insert = (row: RowOf<Job>, tx: Db) =>
    tx
      .createQueryBuilder()
      .insert()
      .into(Job)
      .values(row as object)
      .orIgnore()
      .execute()

  const nextRun = (cron: string) =>
    CronExpressionParser.parse(cron, { currentDate: new Date(clock.now()), tz: zone })
      .next()
      .getTime()

  const planCron = (task: string, cron: string, tx: Db) => {
    const runAt = nextRun(cron)
    return insert(jobRow(ids(), task, null, { runAt, serialKey: task, dedupeKey: `cron:${task}:${runAt}` }), tx)
  }

  async function run(job: Job): Promise<void> {
    const task = tasks.get(job.task)
    const attempts = job.attempts + 1
    try {
      if (!task) throw new Error(`no such task: ${job.task}`)
      await task(job.payload, job.runAt)
      // The key is given back, so that the same work may be asked for again.
      await store.transaction((db) => db.update(Job, { id: job.id }, { state: 'done', attempts, dedupeKey: null }))
    } catch (error) {
      log.error({ job: job.id, task: job.task, error }, 'job failed')
      const again = attempts < MOST_ATTEMPTS
      await store.transaction((db) =>
        db.update(
          Job,
          { id: job.id },
          {
            state: again ? 'waiting' : 'failed',
            attempts,
            error: (error as Error).message,
            runAt: again ? clock.now() + backoff(attempts) : job.runAt,
          },
        ),
      )
    }
    const cron = crons.get(job.task)
    if (cron) await store.transaction((db) => planCron(job.task, cron, db))
  }

  async function runDue(): Promise<number | null> {
    for (;;) {
      const due = await store.transaction((db) =>
        db.find(Job, {
          where: { state: 'waiting', runAt: LessThanOrEqual(clock.now()) },
          order: { runAt: 'ASC', id: 'ASC' },
          take: 50,
        }),
      )
      // One after the other keeps every serial key in order; this engine serves one process.
      for (const job of due) await run(job)
      if (!due.length) break
    }
    const next = await store.transaction((db) =>
      db.findOne(Job, { where: { state: 'waiting' }, order: { runAt: 'ASC' } }),
    )
    return next ? next.runAt : null
  }

  async function tick(): Promise<void> {
    if (running) return
    running = runDue()
    const next = await running.catch((error: unknown) => {
      log.error({ error }, 'job round failed')
      return clock.now() + MINUTE
    })
    running = null
    timer?.cancel()
    timer = null
    if (started && next !== null) timer = scheduleJob(new Date(Math.max(next, clock.now() + 100)), () => void tick())
  }

  return {
    define: (task, run) => void tasks.set(task, run),
    schedule(task, cron, run) {
      tasks.set(task, run)
      crons.set(task, cron)
    },
    enqueue: async (task, payload, options, tx) => void (await insert(jobRow(ids(), task, payload, options), tx)),
    async start() {
      if (started) return
      started = true
      await store.transaction(async (db) => {
        for (const [task, cron] of crons) await planCron(task, cron, db)
      })
      await tick()
    },
    async stop() {
      started = false
      timer?.cancel()
      await running
    },
    runDue,
    wake: () => void (started && tick()),
  }
}
