import type { Ids } from '../kit/ids.js'
import { type Db, type EarnReason, Job, jobRow, writeRows } from '../store/index.js'

/** Something for which a customer gets points, as the store's rules say. */
export interface Earning {
  customerId: string
  reason: EarnReason
  /** Of all earnings with the same reason, subject and customer one is paid: the id of the visit, of the outing, the year… */
  subject: string
  /** Shown beside it: the name of the outing. */
  note?: string
}

export const EARN_POINTS = 'points.earn'

/** The work that pays it, for the transaction in which it was earned: in a step by `batch.writes.insert(Job, …)`. */
export const earningJob = (id: string, earning: Earning, now: number) =>
  jobRow(id, EARN_POINTS, { ...earning }, { runAt: now, dedupeKey: earningKey(earning) })

/** What is posted under this key is posted once, however often it is asked for. */
export const earningKey = ({ reason, subject, customerId }: Earning): string => `${reason}:${subject}:${customerId}`

/** The same for work that is not the handling of a message. */
export const earnPoints = (db: Db, ids: Ids, earnings: readonly Earning[], now: number): Promise<void> =>
  writeRows(
    db,
    Job,
    earnings.map((earning) => earningJob(ids(), earning, now)),
    'ignore',
  )
