import type { FindManyOptions } from 'typeorm'
import { Activity, createCodes, forUpdate } from '../../store/index.js'
import type { Batch } from '../step.js'

const seen = new WeakMap<Batch, Map<string, Activity>>()
const counters = new WeakMap<Batch, Promise<() => number>>()

/**
 * Activities that a step may change, or whose seats it gives away. Other transactions wait until this one ends, and in
 * it every step has the same row in its hands.
 */
export async function findActivities(batch: Batch, options: FindManyOptions<Activity>): Promise<Activity[]> {
  const known = seen.get(batch) ?? new Map<string, Activity>()
  seen.set(batch, known)
  const rows = await batch.db.find(Activity, { ...options, ...forUpdate(batch.db) })
  return rows.map((row) => {
    const same = known.get(row.id) ?? row
    known.set(row.id, same)
    return same
  })
}

/** The numbers of new activities; all steps of a batch count on together. */
export function activityCodes(batch: Batch): Promise<() => number> {
  const codes = counters.get(batch) ?? createCodes(batch.db, Activity)
  counters.set(batch, codes)
  return codes
}
