import { afterFailure, type Breaker, closedBreaker } from '../kit/breaker.js'
import { type Clock, DAY } from '../kit/clock.js'
import type { Log } from '../kit/log.js'
import type { Action, Channel, Receipt } from '../message/index.js'
import type { OutboxItem } from '../store/index.js'
import { PRIORITY } from './enqueue.js'
import { nextSlot, paceOf } from './pace.js'
import type { Queue } from './queue.js'
import { settle } from './settle.js'

export interface LineOptions {
  queue: Queue
  channel: Channel
  clock: Clock
  chance: () => number
  log: Log
  /** Told after an item has come to its end; of a bad one once more after a restart. */
  onSettled(item: OutboxItem): Promise<void>
  /** True when the program wants to end: nothing new is taken. */
  stopping(): boolean
}

export interface Line {
  /** Ends what a crash cut off. */
  recover(): Promise<void>
  /** Sends what may go out by now; answers when there is something to do again, or null. */
  run(): Promise<number | null>
}

/** So many are taken at once where nothing has to lie between two, and are in doubt when the process dies meanwhile. */
const MOST_TOGETHER = 20

/** Delivers for one account: by priority, at the account's pace, each item at most once. */
export function createLine({ queue, channel, clock, chance, log, onSettled, stopping }: LineOptions): Line {
  const pace = paceOf(channel.kind)
  /** Times of the last day's deliveries, tried ones too: the platform saw them as well. */
  let tries: number[] | null = null
  let breaker: Breaker = closedBreaker
  // Drawn once for each delivery: drawing at every look would let the shortest of many draws win.
  let jitter = chance()
  let running: Promise<number | null> | null = null
  /** What was taken → what it said then, until it is written down what became of it. */
  let taken: ReadonlyMap<OutboxItem, Action> = new Map()
  /** The database did not answer: what it has as on its way may still lie here, or was never handed out. */
  let isInDoubt = false

  async function tell(items: readonly OutboxItem[]): Promise<void> {
    for (const item of items) {
      try {
        await onSettled(item)
      } catch (error) {
        log.error({ item: item.id, error }, 'the end of an item was not taken in')
      }
    }
  }

  async function slot(now: number): Promise<number> {
    tries ??= await queue.sentAfter(now - DAY)
    while (tries[0] !== undefined && tries[0] <= now - DAY) tries.shift()
    return Math.max(nextSlot(tries, pace, now, jitter), breaker.openUntil)
  }

  /** Answers whether it was sent. */
  async function deliver(item: OutboxItem): Promise<boolean> {
    const receipt = await channel.deliver(item.action).catch((error: unknown): Receipt => {
      log.error({ item: item.id, error }, 'a channel broke its promise not to throw')
      return { outcome: 'unknown', reason: 'channel_threw' }
    })
    const now = clock.now()
    tries?.push(now)
    jitter = chance()
    if (receipt.outcome === 'sent') breaker = closedBreaker
    else if (receipt.outcome === 'unknown' || receipt.retry) breaker = afterFailure(breaker, now)
    Object.assign(item, settle(item, receipt, now, chance()))
    log.debug({ item: item.id, type: item.action.type, state: item.state, reason: item.reason }, 'outbox')
    return receipt.outcome === 'sent'
  }

  async function mayGoOut(item: OutboxItem): Promise<boolean> {
    const now = clock.now()
    return !stopping() && channel.state() === 'online' && item.expiresAt > now && (await slot(now)) <= now
  }

  /** One after the other. From the first that may not go out, or that was not sent, the rest waits for another look. */
  async function deliverAll(items: readonly OutboxItem[]): Promise<void> {
    taken = new Map(items.map((item) => [item, item.action]))
    let goesOn = true
    for (const item of items) {
      goesOn &&= await mayGoOut(item)
      if (goesOn) goesOn = await deliver(item)
      else item.state = 'waiting'
    }
    await writeDown()
  }

  async function writeDown(): Promise<void> {
    const items = [...taken.keys()]
    const rewritten = items.filter((item) => item.action !== taken.get(item))
    if (rewritten.length) await queue.rewrite(rewritten)
    const same = items.filter((item) => item.action === taken.get(item))
    if (same.length) await queue.settle(same)
    taken = new Map()
    await tell(items.filter(({ state }) => state !== 'waiting'))
  }

  /** After trouble with the database: what happened is written down, and what was never tried waits again. */
  async function clearDoubt(): Promise<void> {
    for (const item of taken.keys()) if (item.state === 'sending') item.state = 'waiting'
    await writeDown()
    await queue.putBack()
    isInDoubt = false
  }

  async function round(): Promise<number | null> {
    if (isInDoubt) await clearDoubt()
    while (!stopping()) {
      const now = clock.now()
      const { due, expiry, priority } = await queue.look(now)
      if (expiry !== null && expiry <= now) {
        await tell(await queue.expire(now))
        continue
      }
      if (due === null || channel.state() !== 'online') return expiry
      const from = Math.max(due, await slot(now))
      if (from > now || priority === null) return from
      // What can wait goes one by one: it may still be called off, and a crash leaves but one of many in doubt.
      const most = pace.gap || priority === PRIORITY.broadcast ? 1 : MOST_TOGETHER
      await deliverAll(await queue.take(now, priority, most))
    }
    return null
  }

  return {
    async recover() {
      const interrupted = await queue.interrupted()
      // They may have been seen just now: to the account's pace they count.
      if (interrupted.length) tries = [...(await queue.sentAfter(clock.now() - DAY)), ...interrupted.map(clock.now)]
      await tell(interrupted)
      // The process may have died before anybody heard of it.
      await tell(await queue.refused(clock.now()))
    },
    run: () =>
      (running ??= round()
        .catch((error: unknown) => {
          isInDoubt = true
          throw error
        })
        .finally(() => (running = null))),
  }
}
