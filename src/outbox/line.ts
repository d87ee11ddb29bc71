import { afterFailure, type Breaker, closedBreaker } from '../kit/breaker.js'
import { type Clock, DAY, SECOND } from '../kit/clock.js'
import type { Log } from '../kit/log.js'
import type { Channel, Receipt } from '../message/index.js'
import type { OutboxItem } from '../store/index.js'
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

/** Delivers for one account: by priority, at the account's pace, each item at most once. */
export function createLine({ queue, channel, clock, chance, log, onSettled, stopping }: LineOptions): Line {
  const pace = paceOf(channel.kind)
  /** Times of the last day's deliveries, tried ones too: the platform saw them as well. */
  let tries: number[] | null = null
  let breaker: Breaker = closedBreaker
  // Drawn once for each delivery: drawing at every look would let the shortest of many draws win.
  let jitter = chance()
  let running: Promise<number | null> | null = null

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

  async function deliver(item: OutboxItem): Promise<void> {
    const receipt = await channel.deliver(item.action).catch((error: unknown): Receipt => {
      log.error({ item: item.id, error }, 'a channel broke its promise not to throw')
      return { outcome: 'unknown', reason: 'channel_threw' }
    })
    const now = clock.now()
    tries?.push(now)
    jitter = chance()
    if (receipt.outcome === 'sent') breaker = closedBreaker
    else if (receipt.outcome === 'unknown' || receipt.retry) breaker = afterFailure(breaker, now)
    const settled = settle(item, receipt, now, chance())
    Object.assign(item, settled)
    await queue.settle(item.id, settled)
    log.debug({ item: item.id, type: item.action.type, state: item.state, reason: item.reason }, 'outbox')
    if (item.state !== 'waiting') await tell([item])
  }

  async function round(): Promise<number | null> {
    let expired = Number.NEGATIVE_INFINITY
    while (!stopping()) {
      const now = clock.now()
      if (now - expired >= SECOND) {
        await tell(await queue.expire(now))
        expired = now
      }
      if (channel.state() !== 'online') return queue.nextExpiry()
      const from = await slot(now)
      const item = from > now ? null : await queue.take(now)
      if (item) {
        await deliver(item)
        continue
      }
      const due = await queue.nextDue()
      if (due === null || Math.max(due, from) > now) return due && Math.max(due, from)
      // What was due has just expired: without another look it would stay due, and nothing else be sent meanwhile.
      expired = Number.NEGATIVE_INFINITY
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
    run: () => (running ??= round().finally(() => (running = null))),
  }
}
