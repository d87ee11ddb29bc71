import { createQqChannel } from '../../../bots/qq/channel.js'
import type { QqConfig } from '../../../bots/qq/config.js'
import type { After } from '../../../src/kit/after.js'
import { silentLog } from '../../../src/kit/log.js'
import { createEars } from '../../channels/ears.js'
import { createQqWorld, hasty, SELF } from '../../channels/qq-harness.js'
import { until } from '../../channels/until.js'
import { fakeClock } from '../../kit/clock.js'
import { createOneBotServer, type OneBotOptions } from '../../kit/onebot/index.js'

export const START = Date.UTC(2026, 8, 1, 2)

/** A channel, the platform, and ears; nothing is started. `end` closes all of it. */
export function createScene() {
  const clock = fakeClock(START)
  const world = createQqWorld(clock)
  const ears = createEars()
  const open: (() => Promise<void>)[] = []

  return {
    clock,
    world,
    ears,
    channel(config: Record<string, unknown>, after: After = hasty) {
      const base = { MODE: 'forward', ACCOUNT: String(SELF), CARD_POLL_MINUTES: 15, TEXT_LIMIT: 500 }
      const made = createQqChannel({ ...base, ...config } as QqConfig, {
        clock,
        log: silentLog,
        chance: () => 0.5,
        after,
      })
      open.push(() => made.stop())
      return made
    },
    server(options: OneBotOptions) {
      const made = createOneBotServer(world, options)
      open.push(() => made.close())
      return made
    },
    /** Forward WebSocket, on line. */
    async online(options: Partial<OneBotOptions> = {}, after: After = hasty) {
      const server = this.server({ dialect: 'napcat', listen: { port: 0 }, ...options })
      await server.start()
      const channel = this.channel({ URL: `ws://127.0.0.1:${server.port}`, TOKEN: options.token }, after)
      await channel.start(ears.sink)
      await until(() => channel.state() === 'online', 'online')
      await until(() => server.log.some((each) => each.action === 'get_group_system_msg'), 'the first lists')
      return { server, channel }
    },
    async end() {
      for (const close of open.reverse()) await close()
    },
  }
}

/** Timers that a test lets run out itself. */
export function manualAfter() {
  const timers = new Set<{ ms: number; run: () => void }>()
  const after: After = (ms, run) => {
    const timer = { ms, run }
    timers.add(timer)
    return () => timers.delete(timer)
  }
  return {
    after,
    waits: () => [...timers].map((timer) => timer.ms),
    /** Lets every timer of this length run out; false when there is none. */
    elapse(ms: number) {
      const due = [...timers].filter((timer) => timer.ms === ms)
      for (const timer of due) {
        timers.delete(timer)
        timer.run()
      }
      return due.length > 0
    },
  }
}
