import { type Clock, SECOND } from '../kit/clock.js'
import type { Log } from '../kit/log.js'
import type { Channel } from '../message/index.js'
import type { OutboxItem, Store } from '../store/index.js'
import { createLine, type Line } from './line.js'
import { createQueue } from './queue.js'

export interface OutboxOptions {
  store: Store
  /** Account id → the channel that delivers for it. */
  channels: ReadonlyMap<string, Channel>
  clock: Clock
  /** A number in [0, 1). */
  chance: () => number
  log: Log
  /** Told after an item has come to its end; of a bad one once more after a restart. */
  onSettled(item: OutboxItem): Promise<void>
}

export interface Outbox {
  start(): Promise<void>
  stop(): Promise<void>
  /** Something was put in. */
  wake(): void
  /** Sends everything that may go out by now; answers when there is something to do again, or null. */
  runDue(): Promise<number | null>
}

/** Another process (the command line) may put items in, so the outbox looks by itself too. */
const LOOK_EVERY_MS = SECOND

/** Delivers the rows of the outbox: one line for each account, and a slow platform holds up nobody else's. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, channels, clock, log } = options
  let started = false
  let stopped = false
  const lines = [...channels].map(([accountId, channel]) =>
    createLine({ ...options, channel, queue: createQueue(store, accountId), stopping: () => stopped }),
  )
  const loops = lines.map(createLoop)

  /** Runs a line whenever something may be due for it. */
  function createLoop(line: Line) {
    let timer: NodeJS.Timeout | undefined
    let running: Promise<void> | null = null
    let again = false

    async function round(): Promise<void> {
      const due = await line.run().catch((error: unknown) => {
        log.error({ error }, 'outbox round failed')
        return null
      })
      running = null
      if (!started) return
      const wait = due === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(0, due - clock.now()))
      timer = setTimeout(look, again ? 0 : wait)
      again = false
    }

    function look(): void {
      clearTimeout(timer)
      if (running) again = true
      else running = round()
    }

    return {
      look,
      async end() {
        clearTimeout(timer)
        await running
      },
    }
  }

  return {
    async start() {
      if (started) return
      started = true
      stopped = false
      for (const line of lines) await line.recover()
      for (const loop of loops) loop.look()
    },
    async stop() {
      started = false
      stopped = true
      for (const loop of loops) await loop.end()
    },
    wake() {
      if (started) for (const loop of loops) loop.look()
    },
    async runDue() {
      const dues = await Promise.all(lines.map((line) => line.run()))
      const known = dues.filter((due) => due !== null)
      return known.length ? Math.min(...known) : null
    },
  }
}
