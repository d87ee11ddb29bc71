import { In, MoreThan } from 'typeorm'
import type { Vault } from '../../../kit/crypto.js'
import { pieces } from '../../../kit/pieces.js'
import {
  Broadcast,
  BroadcastTarget,
  Customer,
  type Db,
  Group,
  Job,
  OutboxItem,
  Vehicle,
  writeRows,
} from '../../../store/index.js'
import { namesOf } from '../../named-customers.js'
import { quietUntil } from '../../quiet-night.js'
import type { Batch } from '../../step.js'
import type { Aim } from '../aim.js'
import type { Facts } from '../facts.js'
import { send } from '../release.js'
import { START } from '../schedule.js'
import { mayResend, type Target } from './progress.js'

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
  const waiting = waitingOf(targets)
  const groups = await groupsOf(db, targets)
  const until = new Map<number, OutboxItem[]>()
  for (const item of waiting) {
    const target = targets.find((each) => each.item === item)?.target
    const group = groups.get(target?.groupId ?? '')
    const from = (group && !target?.customerId && quietUntil(group, now, dealer.zone)) || now
    until.set(from, [...(until.get(from) ?? []), item])
  }
  for (const [notBefore, items] of until) await change(db, items, { notBefore })
  await db.update(Broadcast, { id: broadcast.id }, { state: 'sent' })
}

/** Nothing of it goes out from now on, and it is not repeated. */
export async function stop(db: Db, broadcast: Broadcast, targets: readonly Target[]): Promise<void> {
  await change(db, waitingOf(targets), { state: 'expired', reason: 'stopped' })
  await db.update(Broadcast, { id: broadcast.id }, { state: 'cancelled' })
  await db.delete(Job, { task: START, state: 'waiting', dedupeKey: `${START}:${broadcast.id}:${broadcast.startAt}` })
}

const groupsOf = async (db: Db, targets: readonly Target[]): Promise<Map<string, Group>> => {
  const ids = [...new Set(targets.flatMap(({ target }) => target.groupId ?? []))]
  const groups = new Map<string, Group>()
  for (const some of pieces(ids))
    for (const group of await db.findBy(Group, { id: In(some) })) groups.set(group.id, group)
  return groups
}

/** Sends again what is known not to have arrived. Answers how many. */
export async function resend(
  batch: Batch,
  broadcast: Broadcast,
  targets: readonly Target[],
  { facts, vault, now }: { facts: Facts; vault: Vault; now: number },
): Promise<number> {
  const { db } = batch
  const again = targets.filter(mayResend)
  const groups = await groupsOf(db, again)
  const customerIds = again.flatMap(({ target }) => target.customerId ?? [])
  const names = await namesOf(db, customerIds)
  const people = customerIds.length ? await db.findBy(Customer, { id: In(customerIds) }) : []
  const cars = customerIds.length
    ? await db.findBy(Vehicle, { customerId: In(customerIds), createdAt: MoreThan(0) })
    : []
  const items = []
  const rows = []
  for (const { target } of again) {
    const group = groups.get(target.groupId ?? '')
    const customer = people.find(({ id }) => id === target.customerId) ?? null
    const left = facts.left.get(group?.accountId ?? '') ?? 0
    // Who said 退订 meanwhile is left alone, and so is an account that has said enough for today.
    if (!group || facts.troubled.has(group.id) || customer?.marketingStoppedAt || left <= 0) continue
    facts.left.set(group.accountId, left - 1)
    const car =
      cars.find(({ customerId, goneAt, model }) => customerId === customer?.id && !goneAt && model)?.model ?? ''
    const name = customer ? (names.get(customer.id) ?? customer.displayName) : batch.say('broadcasts.everybody')
    const aim: Aim = { group, customer, held: null, fill: { name, car, group: group.name } }
    items.push(send(broadcast, target, aim, { ...batch, vault, now }))
    rows.push(target)
  }
  await writeRows(db, OutboxItem, items, 'ignore')
  await writeRows(db, BroadcastTarget, rows, 'update')
  return items.length
}
