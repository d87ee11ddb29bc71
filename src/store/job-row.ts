import type { Job } from './entities/index.js'
import type { RowOf } from './writes.js'

export interface JobOptions {
  /** Jobs with the same key run one after the other, in the order of their time. */
  serialKey?: string
  /** The same key is taken once, however often it is asked for. */
  dedupeKey?: string
  /** UTC epoch ms. */
  runAt: number
}

/** Background work as a row. */
export const jobRow = (id: string, task: string, payload: Job['payload'], options: JobOptions): RowOf<Job> => ({
  id,
  task,
  payload,
  serialKey: options.serialKey ?? null,
  dedupeKey: options.dedupeKey ?? null,
  runAt: options.runAt,
  state: 'waiting',
  attempts: 0,
  error: null,
})
