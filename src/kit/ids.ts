import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** Makes a new id. Ids sort in the order in which they were made, so that inserts stay at the end of every index. */
export type Ids = () => string

const BYTES = 16
const POOL = 256

/** Randomness is drawn for many ids at a time: a call to the system for each costs more than everything else. */
export function createIds(): Ids {
  const pool = new Uint8Array(BYTES * POOL)
  let used = POOL
  let msecs = 0
  let seq = 0
  return () => {
    if (used === POOL) {
      randomFillSync(pool)
      used = 0
    }
    const random = pool.subarray(used * BYTES, (used + 1) * BYTES)
    used += 1
    // Within a millisecond, and when the clock steps back, the sequence keeps the order.
    const now = Date.now()
    seq = now > msecs ? 0 : seq + 1
    msecs = Math.max(msecs, now)
    return v7({ random, msecs, seq })
  }
}
