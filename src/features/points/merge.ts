import { In } from 'typeorm'
import type { Ids } from '../../kit/ids.js'
import { type Db, type Job, type MovedPoints, Referral, Voucher, Writes } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { openLedger, reversalKey } from './ledger/index.js'

interface Around {
  db: Db
  ids: Ids
  /** UTC ms */
  now: number
}

/** Two customers turned out to be one: points, vouchers and referrals follow. Answers what moved. */
export async function joinPoints({ db, ids, now }: Around, from: string, to: string): Promise<MovedPoints> {
  const writes = new Writes()
  const ledger = await openLedger({ db, writes, ids, now }, [from, to])
  const points = ledger.balanceOf(from)
  const transferId = ledger.merge(from, to, 'bot')?.id ?? null
  await writes.flush(db)
  const vouchers = (await db.findBy(Voucher, { customerId: from })).map(({ id }) => id)
  await db.update(Voucher, { id: In(vouchers) }, { customerId: to })
  const referrers = (await db.findBy(Referral, { referrerId: from })).map(({ id }) => id)
  await db.update(Referral, { id: In(referrers) }, { referrerId: to })
  // Whoever was brought as both keeps the first.
  const isFriend = await db.existsBy(Referral, { friendId: to })
  const friends = isFriend ? [] : (await db.findBy(Referral, { friendId: from })).map(({ id }) => id)
  await db.update(Referral, { id: In(friends) }, { friendId: to })
  return { points, transferId, vouchers, referrers, friends }
}

/** They are two again: what is left of what moved goes back. Answers how many points are not there any more. */
export async function partPoints(
  { db, ids, now }: Around,
  { points, transferId, vouchers, referrers, friends }: MovedPoints,
  { from, to }: { from: string; to: string },
  actor: string,
): Promise<number> {
  const writes = new Writes()
  const ledger = await openLedger({ db, writes, ids, now }, [from, to], transferId ? [reversalKey(transferId)] : [])
  const returned = transferId ? ledger.part(transferId, { from, to }, actor) : 0
  await writes.flush(db)
  await db.update(Voucher, { id: In(vouchers), customerId: from }, { customerId: to })
  await db.update(Referral, { id: In(referrers), referrerId: from }, { referrerId: to })
  await db.update(Referral, { id: In(friends), friendId: from }, { friendId: to })
  return points - returned
}

/** What an older version left to be done: there the points followed by a job of their own. */
export async function followMerge({ store, ids, now }: JobDeps, { from, to }: Job['payload']): Promise<void> {
  await store.transaction((db) => joinPoints({ db, ids, now }, String(from), String(to)))
}
