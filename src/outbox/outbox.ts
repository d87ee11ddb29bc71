import { LessThanOrEqual, MoreThan } from 'typeorm'
import { type Clock, DAY, SECOND } from '../kit/clock.js'
import type { Log } from '../kit/log.js'
import type { Channel, Receipt } from '../message/index.js'
import { OutboxItem, type Store } from '../store/index.js'
import { afterFailure, type Breaker, closedBreaker } from './breaker.js'
import { nextSlot, paceOf } from './pace.js'
import { settle } from './settle.js'

export interface OutboxOptions {
  store: Store
  /** Account id → the channel that delivers for it. */
  channels: ReadonlyMap<string, Channel>
  clock: Clock
  /** A number in [0, 1). */
  chance: () => number
  log: Log
  /** Told after an item has come to its end. */
  onSettled(item: OutboxItem): Promise<void>
}

export interface Outbox {
  start(): Promise<void>
  stop(): Promise<void>
  /** Something was put in. */
  wake(): void
  /** Sends everything that may go out by now; answers when the next item is due, or null. */
  runDue(): Promise<number | null>
}

/** Another process (the command line) may put items in, so the outbox looks by itself too. */
const LOOK_EVERY_MS = SECOND

/** Delivers the rows of the outbox: by priority, at the pace of each account, each at most once. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, channels, clock, chance, log } = options
  const lines = new Map([...channels].map(([accountId, channel]) => [accountId, createLine(accountId, channel)]))
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number | null> | null = null
  let again = false
  let started = false

  /** The queue of one account. */
  function createLine(accountId: string, channel: Channel) {
    let sent: number[] | null = null
    let breaker: Breaker = closedBreaker

    const recall = (now: number) =>
      store.transaction((db) =>
        db.find(OutboxItem, {
          select: { id: true, sentAt: true },
          where: { accountId, sentAt: MoreThan(now - DAY) },
          order: { sentAt: 'ASC' },
        }),
      )

    async function expire(now: number): Promise<void> {
      const late = await store.transaction(async (db) => {
        const items = await db.findBy(OutboxItem, { accountId, state: 'waiting', expiresAt: LessThanOrEqual(now) })
        for (const item of items) Object.assign(item, { state: 'expired', reason: item.reason ?? 'too_late' })
        if (items.length) await db.upsert(OutboxItem, items, ['id'])
        return items
      })
      for (const item of late) await options.onSettled(item)
    }

    /** Takes the next item that is due and marks it, so that a crash from here on is seen as such. */
    const take = (now: number) =>
      store.transaction(async (db) => {
        const [item] = await db.find(OutboxItem, {
          where: { accountId, state: 'waiting', notBefore: LessThanOrEqual(now) },
          order: { priority: 'ASC', id: 'ASC' },
          take: 1,
        })
        if (item) await db.update(OutboxItem, { id: item.id, state: 'waiting' }, { state: 'sending' })
        return item
      })

    const nextDue = () =>
      store.transaction((db) =>
        db.findOne(OutboxItem, { where: { accountId, state: 'waiting' }, order: { notBefore: 'ASC' } }),
      )

    async function finish(item: OutboxItem, receipt: Receipt): Promise<void> {
      const now = clock.now()
      Object.assign(item, settle(item, receipt, now, chance()))
      await store.transaction((db) => db.upsert(OutboxItem, [item], ['id']))
      if (receipt.outcome === 'sent') {
        breaker = closedBreaker
        sent?.push(now)
      } else if (receipt.outcome === 'unknown' || receipt.retry) breaker = afterFailure(breaker, now)
      log.debug({ item: item.id, type: item.action.type, state: item.state, reason: item.reason }, 'outbox')
      if (item.state !== 'waiting') await options.onSettled(item)
    }

    return async function runLine(): Promise<number | null> {
      for (;;) {
        const now = clock.now()
        await expire(now)
        if (channel.state() !== 'online') return (await nextDue())?.expiresAt ?? null
        sent ??= (await recall(now)).map((item) => Number(item.sentAt))
        while (sent[0] !== undefined && sent[0] <= now - DAY) sent.shift()
        const slot = Math.max(nextSlot(sent, paceOf(channel.kind), now, chance()), breaker.openUntil)
        if (slot > now) return (await nextDue()) ? slot : null
        const item = await take(now)
        if (!item) return (await nextDue())?.notBefore ?? null
        await finish(item, await channel.deliver(item.action))
      }
    }
  }

  async function runDue(): Promise<number | null> {
    const dues = await Promise.all([...lines.values()].map((run) => run()))
    return dues.reduce<number | null>((soonest, due) => (due === null ? soonest : Math.min(soonest ?? due, due)), null)
  }

  async function loop(): Promise<void> {
    clearTimeout(timer)
    if (running) {
      again = true
      return
    }
    running = runDue().catch((error: unknown) => {
      log.error({ error }, 'outbox round failed')
      return null
    })
    const due = await running
    running = null
    if (!started) return
    const wait = due === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(0, due - clock.now()))
    timer = setTimeout(() => void loop(), again ? 0 : wait)
    again = false
  }

  /** What was on its way when the process died may have arrived: nobody knows, so nobody sends it again. */
  const settleInterrupted = () =>
    store.transaction(async (db) => {
      for (const accountId of channels.keys())
        await db.update(OutboxItem, { accountId, state: 'sending' }, { state: 'unknown', reason: 'interrupted' })
    })

  return {
    async start() {
      if (started) return
      started = true
      await settleInterrupted()
      void loop()
    },
    async stop() {
      started = false
      clearTimeout(timer)
      await running
    },
    wake() {
      if (started) void loop()
    },
    runDue,
  }
}
