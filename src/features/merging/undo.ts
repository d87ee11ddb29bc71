import { In, MoreThanOrEqual } from 'typeorm'
import { Contact, Customer, CustomerMerge, CustomerTag, Lead, lock, Member, Vehicle } from '../../store/index.js'
import type { Batch } from '../step.js'
import { passReviewLine, takeBack } from './follow/index.js'
import { MERGE_LOCK, type PointsMover } from './merge.js'

/** What came of it; `missing` points were spent or are over. */
export type Undone =
  | { outcome: 'unknown' | 'undone_before' | 'erased' }
  /** The one that went on was itself merged into another: that comes first. */
  | { outcome: 'blocked'; by: number }
  | { outcome: 'undone'; kept: Customer; merged: Customer; merge: CustomerMerge; missing: number }

/** Tells two customers apart again: what moved goes back, as far as it is still there, with what came of it since. */
export async function undoMerge(
  { db, ids, writes, turns, now }: Pick<Batch, 'db' | 'ids' | 'writes' | 'turns'> & { now: number },
  code: number,
  points: PointsMover,
  /** Name of the colleague, and their external account. */
  { by, actor }: { by: string | null; actor: string },
): Promise<Undone> {
  await lock(db, [MERGE_LOCK])
  const merge = await db.findOne(CustomerMerge, { where: { code }, relations: { kept: true, merged: true } })
  if (!merge?.kept || !merge.merged) return { outcome: 'unknown' }
  const { kept, merged, moved, keptId, mergedId } = merge
  if (merge.undoneAt !== null) return { outcome: 'undone_before' }
  if (kept.erasedAt !== null || merged.erasedAt !== null) return { outcome: 'erased' }
  if (kept.mergedIntoId !== null) {
    const later = await db.findOne(CustomerMerge, { where: { mergedId: keptId }, order: { code: 'DESC' } })
    return { outcome: 'blocked', by: later?.code ?? 0 }
  }

  const back = { customerId: mergedId }
  const still = (some: readonly string[]) => ({ id: In(some), customerId: keptId })
  await db.update(Member, still(moved.members), back)
  for (const { member } of turns) if (moved.members.includes(member.id)) member.customerId = mergedId
  await db.update(Vehicle, still(moved.vehicles), back)
  await db.update(Lead, still(moved.leads), back)
  // What they said since is theirs, too.
  const since = MoreThanOrEqual(merge.at)
  await db.update(Lead, { memberId: In(moved.members), customerId: keptId, raisedAt: since }, back)
  await db.update(CustomerTag, still(moved.tags ?? []), back)
  await db.update(Contact, still(moved.contacts ?? []), back)
  await takeBack(db, moved)
  if (moved.reviewed) await passReviewLine({ db }, { from: keptId, to: mergedId })
  const same = (column: keyof Customer) => JSON.stringify(kept[column]) === JSON.stringify(merged[column])
  const given = (moved.columns as (keyof Customer)[]).filter(same)
  if (given.length) await db.update(Customer, { id: keptId }, Object.fromEntries(given.map((each) => [each, null])))
  // By which account they said 退订 since is not known: it holds for both.
  const { marketingStoppedAt } = kept
  const stopsToo = merged.marketingStoppedAt === null && marketingStoppedAt !== null && marketingStoppedAt >= merge.at
  await db.update(Customer, { id: mergedId }, { mergedIntoId: null, ...(stopsToo && { marketingStoppedAt }) })
  const ends = { from: keptId, to: mergedId }
  const missing = await points.part({ db, ids, now }, moved, ends, actor)
  writes.change(CustomerMerge, merge.id, { undoneAt: now, undoneBy: by })
  return { outcome: 'undone', kept, merged, merge, missing }
}
