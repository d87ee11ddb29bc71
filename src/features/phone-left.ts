import type { Ids } from '../kit/ids.js'
import { Job, jobRow, type Writes } from '../store/index.js'

export const MATCH_PHONE = 'merging.match'

/** A number was left for a customer, and how sure it is that it is their own. */
export interface PhoneLeft {
  customerId: string
  /**
   * registered: with their name, and consent · said: in talk · doubtful: by somebody who may be anybody, or by a colleague.
   */
  how: 'registered' | 'said' | 'doubtful'
  /** Keyed hash of the name that was said with it. */
  namePrint?: string
}

/** Has the number looked for among the other customers, once the transaction is over. */
export function phoneLeft(
  { writes, ids, now }: { writes: Writes; ids: Ids; now: number },
  left: PhoneLeft,
  fingerprint: string,
): void {
  const dedupeKey = `${MATCH_PHONE}:${left.customerId}:${fingerprint}`
  writes.insert(Job, jobRow(ids(), MATCH_PHONE, { ...left }, { runAt: now, dedupeKey }))
}
