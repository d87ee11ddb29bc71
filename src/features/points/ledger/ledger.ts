import { In } from 'typeorm'
import type { Ids } from '../../../kit/ids.js'
import {
  createCodes,
  type Db,
  lock,
  PointAccount,
  PointEntry,
  PointTransfer,
  type RowOf,
  type Writes,
} from '../../../store/index.js'
import { type Line, type Lot, openLots } from './lots.js'

interface Scope {
  db: Db
  writes: Writes
  ids: Ids
  /** UTC ms */
  now: number
}

export interface About {
  key: string
  reason: PointTransfer['reason']
  actor: string
  note?: string
  reversesId?: string
}

/** The store's own accounts, by what points come from or go to. */
type Store = 'issued' | 'redeemed' | 'expired'

/** Whoever moves points waits behind this name. */
export const POINTS_LOCK = 'points'

export const reversalKey = (transferId: string) => `reversal:${transferId}`

export type Ledger = Awaited<ReturnType<typeof openLedger>>

/**
 * The points of these customers. Until the transaction ends no other one moves points, so that a balance that was read
 * is still true when it is spent. `keys`: transfers that may have been posted before.
 */
export async function openLedger(
  { db, writes, ids, now }: Scope,
  customerIds: readonly string[],
  keys: readonly string[] = [],
) {
  await lock(db, [POINTS_LOCK])
  const wanted = [...new Set(customerIds)]
  const accounts = await db.findBy(PointAccount, { key: In([...wanted, 'issued', 'redeemed', 'expired']) })
  const byKey = new Map(accounts.map((account) => [account.key, account]))
  const own = accounts.filter(({ customerId }) => customerId !== null)
  const entries = own.length
    ? await db.find(PointEntry, {
        where: { accountId: In(own.map(({ id }) => id)) },
        relations: { transfer: true },
        order: { id: 'ASC' },
      })
    : []
  const history = new Map<string, (Line & { transfer: PointTransfer })[]>(own.map(({ id }) => [id, []]))
  for (const { transfer, accountId, transferId, amount, expiresAt } of entries)
    if (transfer)
      history.get(accountId)?.push({ transfer, transferId, amount, expiresAt, reversesId: transfer.reversesId })
  const posted = new Set(
    (keys.length ? await db.findBy(PointTransfer, { key: In([...keys]) }) : []).map(({ key }) => key),
  )
  const nextCode = await createCodes(db, PointTransfer)

  function account(key: string): PointAccount {
    const known = byKey.get(key)
    if (known) return known
    const customerId = wanted.includes(key) ? key : null
    const fresh = writes.insert(PointAccount, { id: ids(), key, customerId, balance: 0, createdAt: now })
    byKey.set(key, fresh)
    history.set(fresh.id, [])
    return fresh
  }

  const linesOf = (customerId: string) => history.get(byKey.get(customerId)?.id ?? '') ?? []

  /** Writes one transfer whose amounts add up to 0. */
  function post(
    { key, reason, actor, note = '', reversesId }: About,
    amounts: readonly { of: string; amount: number; expiresAt?: number | null }[],
  ): PointTransfer | null {
    if (posted.has(key)) return null
    const sum = amounts.reduce((total, { amount }) => total + amount, 0)
    if (sum !== 0) throw new Error(`transfer ${key} is out of balance by ${sum}`)
    posted.add(key)
    const row: RowOf<PointTransfer> = {
      id: ids(),
      code: nextCode(),
      key,
      reason,
      at: now,
      actor,
      note,
      reversesId: reversesId ?? null,
    }
    const transfer = writes.insert(PointTransfer, row)
    for (const { of, amount, expiresAt = null } of amounts.filter((each) => each.amount !== 0)) {
      const to = account(of)
      to.balance += amount
      if (to.customerId !== null && to.balance < 0) throw new Error(`transfer ${key} overdraws an account`)
      writes.update(PointAccount, to)
      writes.insert(PointEntry, { id: ids(), transferId: transfer.id, accountId: to.id, amount, expiresAt })
      history.get(to.id)?.push({ transfer, transferId: transfer.id, amount, expiresAt, reversesId: row.reversesId })
    }
    return transfer
  }

  const balanceOf = (customerId: string) => byKey.get(customerId)?.balance ?? 0
  const lotsOf = (customerId: string): Lot[] => openLots(linesOf(customerId))

  return {
    balanceOf,
    lotsOf,
    /** Oldest first. */
    linesOf,
    /** Answers null when it was given before. */
    give: (about: About, customerId: string, amount: number, expiresAt: number | null) =>
      post(about, [
        { of: 'issued', amount: -amount },
        { of: customerId, amount, expiresAt },
      ]),
    /** Answers null when there are not enough. */
    take: (about: About, customerId: string, amount: number, to: Store) =>
      balanceOf(customerId) < amount
        ? null
        : post(about, [
            { of: customerId, amount: -amount },
            { of: to, amount },
          ]),
    /**
     * Takes back a transfer that gave `amount` to a customer, or, below 0, took it. What was given and is spent already cannot
     * be taken: `missing` says how much. What is given back counts as new. Answers null when it was taken back before; its
     * key is `reversalKey`.
     */
    reverse(
      original: Pick<PointTransfer, 'id' | 'reason'>,
      { customerId, amount }: { customerId: string; amount: number },
      actor: string,
      expiresAt: number | null,
    ): { moved: number; missing: number } | null {
      const moved = amount > 0 ? -Math.min(amount, balanceOf(customerId)) : -amount
      const about = { key: reversalKey(original.id), reason: 'reversal' as const, actor, reversesId: original.id }
      const done = post(about, [
        { of: customerId, amount: moved, expiresAt: moved > 0 ? expiresAt : null },
        { of: original.reason === 'redeem' ? 'redeemed' : 'issued', amount: -moved },
      ])
      return done && { moved, missing: amount + moved }
    },
    /** Two customers are one: what the one has goes to the other, good as long as before. Null when there is nothing. */
    merge(from: string, to: string, actor: string): PointTransfer | null {
      const lots = lotsOf(from)
      const total = balanceOf(from)
      if (!total) return null
      return post({ key: `merge:${from}:${to}:${now}`, reason: 'merge', actor }, [
        { of: from, amount: -total },
        ...lots.map(({ left, expiresAt }) => ({ of: to, amount: left, expiresAt })),
      ])
    },
    /** They are two again: what is left of a merge goes back, good as long as before. Answers how many. */
    part(transferId: string, { from, to }: { from: string; to: string }, actor: string): number {
      const lots = lotsOf(from).filter((lot) => lot.transferId === transferId)
      const total = lots.reduce((sum, { left }) => sum + left, 0)
      if (!total) return 0
      const about = { key: reversalKey(transferId), reason: 'reversal' as const, actor, reversesId: transferId }
      const done = post(about, [
        { of: from, amount: -total },
        ...lots.map(({ left, expiresAt }) => ({ of: to, amount: left, expiresAt })),
      ])
      return done ? total : 0
    },
  }
}
