import { scheduleJob, type Job as Timer } from 'node-schedule'
import { type Clock, MINUTE } from '../kit/clock.js'
import type { Log } from '../kit/log.js'
import type { Job } from '../store/index.js'

interface LaneOptions {
  /** Those that are due, or the next one. */
  next(): Promise<Job[]>
  run(due: readonly Job[], isStopped: () => boolean): Promise<void>
  clock: Clock
  log: Log
}

/** Runs jobs one after the other, each when it is due: that keeps every serial key in order. */
export function createLane({ next, run, clock, log }: LaneOptions) {
  let timer: Timer | null = null
  let running: Promise<number | null> | null = null
  let ticking = false
  let again = false
  let started = false
  let stopped = false

  async function round(): Promise<number | null> {
    for (let jobs = await next(); jobs[0] && !stopped; jobs = await next()) {
      if (jobs[0].runAt > clock.now()) return jobs[0].runAt
      await run(jobs, () => stopped)
    }
    return null
  }

  /** Runs all that is due by now; answers when the next job is due, or null. */
  const runDue = () => (running ??= round().finally(() => (running = null)))

  /** A round takes a moment, and what is put in meanwhile must not wait for the next timer. */
  async function tick(): Promise<void> {
    again = true
    if (ticking) return
    ticking = true
    let due: number | null = null
    while (again && started) {
      again = false
      due = await runDue().catch((error: unknown) => {
        log.error({ error }, 'job round failed')
        return clock.now() + MINUTE
      })
    }
    ticking = false
    timer?.cancel()
    if (started && due !== null) timer = scheduleJob(new Date(Math.max(due, clock.now() + 100)), () => void tick())
  }

  return {
    runDue,
    start() {
      started = true
      stopped = false
      void tick()
    },
    async stop() {
      started = false
      stopped = true
      timer?.cancel()
      await running
    },
    wake: () => void (started && tick()),
  }
}
