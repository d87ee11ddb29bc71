import type { Db, Job, JobOptions } from '../store/index.js'

/** Runs with the payload it was given and the time it was due; may throw, and is then tried again later. */
export type Task = (payload: Job['payload'], dueAt: number) => Promise<unknown>

/** Takes all of one task that are due, in the order of their time; when it fails, each is tried by itself. */
export type TogetherTask = (payloads: readonly Job['payload'][]) => Promise<unknown>

export interface TaskOptions {
  /** It may take long, and runs beside the others: an alarm must not wait for it. */
  isSlow?: boolean
}

/** Background work that survives a restart. One interface; the engine behind it depends on the database. */
export interface Jobs {
  /** Names the code behind a task; every task is named before `start`. */
  define(task: string, run: Task, options?: TaskOptions): void
  /** Names a task that many may be due of at the same time. */
  defineTogether(task: string, run: TogetherTask): void
  /** Runs a task by the clock (cron, business time zone). What was missed while the process was down runs once. */
  schedule(task: string, cron: string, run: Task, options?: TaskOptions): void
  /** Takes the work in together with everything else that the transaction writes. A job that was cut off by a crash starts over. */
  enqueue(task: string, payload: Job['payload'], options: JobOptions, tx: Db): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  /** Runs all that is due by now; answers when the next job is due, or null. */
  runDue(): Promise<number | null>
  /** Something was put in. */
  wake(): void
}
