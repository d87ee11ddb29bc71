import { Like } from 'typeorm'
import { BroadcastTarget, Job, OutboxItem } from '../../../store/index.js'
import type { Pair } from './fold.js'

/** What waits to be said to a customer unasked: by the beginning of its key an unsubscription finds it. */
const waitingFor = (customerId: string) => ({ state: 'waiting' as const, dedupeKey: Like(`care:${customerId}:%`) })

/** Gone already, or about to go: the same once more would be twice. */
const SAID: OutboxItem['state'][] = ['waiting', 'sending', 'sent', 'unknown']

/** Who of the two is the one that said 退订, if one of them did. */
export interface Stopped {
  kept: boolean
  merged: boolean
}

/** What waits follows; of the same message to both one is enough, and an opt-out of either one holds for what waits, too. */
export async function followWaiting({ db, pen, keptId, mergedId }: Pair, stopped: Stopped): Promise<void> {
  const expire = (item: OutboxItem, reason: string) => pen.change(OutboxItem, item, { state: 'expired', reason })
  if (stopped.merged && !stopped.kept)
    for (const item of await db.findBy(OutboxItem, waitingFor(keptId))) await expire(item, 'unsubscribed')
  for (const item of await db.find(OutboxItem, { where: waitingFor(mergedId), order: { id: 'ASC' } })) {
    const key = item.dedupeKey.replaceAll(mergedId, keptId)
    const same = await db.findOneBy(OutboxItem, { dedupeKey: key })
    if (stopped.kept && !stopped.merged) await expire(item, 'unsubscribed')
    else if (same && SAID.includes(same.state)) await expire(item, 'merged')
    else {
      const dedupeKey = same ? `${key}:${item.id}` : key
      const targets = await db.findBy(BroadcastTarget, { itemKey: item.dedupeKey })
      await pen.change(OutboxItem, item, { dedupeKey })
      for (const target of targets) await pen.change(BroadcastTarget, target, { itemKey: dedupeKey })
    }
  }
}

/** Work that waits is done for whoever goes on: points are paid, a number is looked for. */
export async function followJobs({ db, pen, keptId, mergedId }: Pair): Promise<void> {
  const jobs = await db.findBy(Job, { state: 'waiting', payload: Like(`%"${mergedId}"%`) } as object)
  for (const job of jobs)
    if (job.payload.customerId === mergedId)
      await pen.change(Job, job, { payload: { ...job.payload, customerId: keptId } })
}
