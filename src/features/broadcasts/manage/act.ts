import { In } from 'typeorm'
import type { Vault } from '../../../kit/crypto.js'
import { pieces } from '../../../kit/pieces.js'
import {
  Broadcast,
  BroadcastTarget,
  Contact,
  type Db,
  Group,
  Job,
  OutboxItem,
  writeRows,
} from '../../../store/index.js'
import type { Batch } from '../../step.js'
import { type Aim, aimsOf } from '../aim.js'
import { loadCandidates } from '../audience.js'
import type { Facts } from '../facts.js'
import { contactOf, dueAt, type Released, send } from '../release.js'
import { START, startKey } from '../schedule.js'
import { mayResend, STOPPED, type Target } from './progress.js'

const waitingOf = (targets: readonly Target[]) => targets.flatMap(({ item }) => (item?.state === 'waiting' ? item : []))

/** Changes only what nobody has taken to send meanwhile. */
async function change(db: Db, items: readonly OutboxItem[], columns: object): Promise<void> {
  for (const some of pieces(items))
    await db.update(OutboxItem, { id: In(some.map(({ id }) => id)), state: 'waiting' }, columns)
}

/** What waits is put off until it would be too late: left alone it comes to its end by itself. */
export async function pause(db: Db, broadcast: Broadcast, targets: readonly Target[]): Promise<void> {
  await change(db, waitingOf(targets), { notBefore: () => '"expiresAt"' })
  await db.update(Broadcast, { id: broadcast.id }, { state: 'paused' })
}

/** What still makes sense may go out again; its time was not made longer. */
export async function resume(
  { db, dealer }: Batch,
  broadcast: Broadcast,
  targets: readonly Target[],
  now: number,
): Promise<void> {
  const groups = await groupsOf(db, targets)
  const due = new Map<number, OutboxItem[]>()
  for (const { target, item } of targets) {
    if (item?.state !== 'waiting') continue
    const group = groups.get(target.groupId ?? '')
    const at = group ? dueAt(target, group, now, dealer.zone) : now
    due.set(at, [...(due.get(at) ?? []), item])
  }
  for (const [notBefore, items] of due) await change(db, items, { notBefore })
  await db.update(Broadcast, { id: broadcast.id }, { state: 'sent' })
}

/** Nothing of it goes out from now on, and it is not repeated. */
export async function stop(db: Db, broadcast: Broadcast, targets: readonly Target[]): Promise<void> {
  await change(db, waitingOf(targets), { state: 'expired', reason: STOPPED })
  await db.update(Broadcast, { id: broadcast.id }, { state: 'cancelled' })
  await db.delete(Job, { task: START, state: 'waiting', dedupeKey: startKey(broadcast.id, broadcast.startAt) })
}

const groupsOf = async (db: Db, targets: readonly Target[]): Promise<Map<string, Group>> => {
  const ids = [...new Set(targets.flatMap(({ target }) => target.groupId ?? []))]
  const groups = new Map<string, Group>()
  for (const some of pieces(ids))
    for (const group of await db.findBy(Group, { id: In(some) })) groups.set(group.id, group)
  return groups
}

/** Of the budget and of today's messages each attempt asks again; what was counted at the first one is not counted twice. */
async function aimAgain(
  { db, say }: Batch,
  broadcast: Broadcast,
  again: readonly BroadcastTarget[],
  { groups, facts, now }: Resending,
): Promise<Aim[]> {
  const counted = new Set(again.filter(({ attempts }) => attempts).map(idOf))
  const people = await loadCandidates(
    db,
    again.flatMap(({ customerId }) => customerId ?? []),
    now,
  )
  const known = {
    groups: groups.filter(({ id }) => again.some(({ groupId }) => groupId === id)),
    candidates: people.map((each) => (counted.has(each.customer.id) ? { ...each, past: [] } : each)),
    facts: { ...facts, heard: new Map([...facts.heard].filter(([id]) => !counted.has(id))) },
  }
  return aimsOf(broadcast, known, { everybody: say('broadcasts.everybody'), now })
}

const idOf = ({ customerId, groupId }: Pick<BroadcastTarget, 'customerId' | 'groupId'>) => customerId ?? groupId

interface Resending {
  groups: readonly Group[]
  facts: Facts
  vault: Vault
  now: number
}

/** Sends again what is known not to have arrived. Answers how many. */
export async function resend(
  batch: Batch,
  broadcast: Broadcast,
  targets: readonly Target[],
  resending: Resending,
): Promise<number> {
  const { db } = batch
  const again = new Map(targets.filter(mayResend).map(({ target }) => [idOf(target), target]))
  const deps = { ...batch, ...resending }
  const released: Released = { targets: [], contacts: [], items: [] }
  for (const aim of await aimAgain(batch, broadcast, [...again.values()], resending)) {
    const target = again.get(aim.customer?.id ?? aim.group?.id ?? null)
    // Who said 退订 meanwhile is left alone, and so is an account that has said enough for today.
    if (!target || aim.held || !aim.group) continue
    if (!target.attempts) released.contacts.push(contactOf(broadcast, aim, null, deps))
    released.items.push(send(broadcast, target, aim, deps))
    released.targets.push(target)
  }
  await writeRows(db, Contact, released.contacts)
  await writeRows(db, OutboxItem, released.items, 'ignore')
  await writeRows(db, BroadcastTarget, released.targets, 'update')
  return released.items.length
}
