import { CronExpressionParser } from 'cron-parser'
import { scheduleJob, type Job as Timer } from 'node-schedule'
import { In, IsNull, MoreThan, Not } from 'typeorm'
import { type Clock, MINUTE } from '../kit/clock.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import { type Db, Job, jobRow, type RowOf, type Store, writeRows } from '../store/index.js'
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
  let ticking = false
  let again = false
  let started = false
  let stopped = false

  const insert = (row: RowOf<Job>, tx: Db) => writeRows(tx, Job, [row], 'ignore')

  const nextRun = (cron: string) =>
    CronExpressionParser.parse(cron, { currentDate: new Date(clock.now()), tz: zone })
      .next()
      .getTime()

  const planCron = (task: string, cron: string, tx: Db) => {
    const runAt = nextRun(cron)
    return insert(jobRow(ids(), task, {}, { runAt, serialKey: task, dedupeKey: `cron:${task}:${runAt}` }), tx)
  }

  const settle = (job: Job, changes: Partial<Pick<Job, 'state' | 'runAt' | 'dedupeKey' | 'error'>>) =>
    store.transaction((db) => db.update(Job, { id: job.id }, { attempts: job.attempts + 1, ...changes }))

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
    const cron = crons.get(job.task)
    if (cron) await store.transaction((db) => planCron(job.task, cron, db))
  }

  /** The next job to run, now or later. One that failed holds back the others of its serial key until it is over. */
  const nextJob = () =>
    store.transaction(async (db) => {
      const order = { runAt: 'ASC', id: 'ASC' } as const
      const failed = await db.find(Job, { where: { state: 'waiting', attempts: MoreThan(0) }, order })
      const held = failed.flatMap((job) => job.serialKey ?? [])
      const fresh = { state: 'waiting', attempts: 0 } as const
      const where = [
        { ...fresh, serialKey: IsNull() },
        { ...fresh, serialKey: Not(In(held)) },
      ]
      const other = await db.findOne(Job, { where, order })
      const [retry] = failed
      return retry && !(other && other.runAt < retry.runAt) ? retry : other
    })

  async function round(): Promise<number | null> {
    // One after the other keeps every serial key in order; this engine serves one process.
    for (let job = await nextJob(); job && !stopped; job = await nextJob()) {
      if (job.runAt > clock.now()) return job.runAt
      await run(job)
    }
    return null
  }

  const runDue = () => (running ??= round().finally(() => (running = null)))

  /** A round takes a moment, and what is put in meanwhile must not wait for the next timer. */
  async function tick(): Promise<void> {
    again = true
    if (ticking) return
    ticking = true
    let next: number | null = null
    while (again && started) {
      again = false
      next = await runDue().catch((error: unknown) => {
        log.error({ error }, 'job round failed')
        return clock.now() + MINUTE
      })
    }
    ticking = false
    timer?.cancel()
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
      stopped = false
      await store.transaction(async (db) => {
        for (const [task, cron] of crons) await planCron(task, cron, db)
      })
      void tick()
    },
    async stop() {
      started = false
      stopped = true
      timer?.cancel()
      await running
    },
    runDue,
    wake: () => void (started && tick()),
  }
}
