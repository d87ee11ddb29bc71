import { createTelegramChannel } from '../../../bots/telegram/channel.js'
import type { TelegramConfig } from '../../../bots/telegram/config.js'
import { silentLog } from '../../../src/kit/log.js'
import { createEars } from '../../channels/ears.js'
import { configFor, createFastClock, createGroupWorld, GROUP, hasty, TOKEN } from '../../channels/telegram-harness.js'
import { until } from '../../channels/until.js'
import { createTelegramServer } from '../../kit/telegram/index.js'

export { BOT, GROUP, TOKEN } from '../../channels/telegram-harness.js'
/** 2026-09-01 10:00 in Shanghai, as Telegram counts. */
export const START_S = Date.UTC(2026, 8, 1, 2) / 1000
export const [OWNER, ALICE, BOB] = [20_001, 20_002, 20_003]
export const ROOM = { id: String(GROUP), kind: 'group' as const }

/** A group on a small Telegram, a bot in it that is on line, and ears. `end` closes all of it. */
export async function createScene(mode: TelegramConfig['MODE'] = 'poll') {
  const { world, group } = createGroupWorld()
  const server = await createTelegramServer(world, TOKEN, () => START_S)
  const config = await configFor(mode, server.url())
  const clock = createFastClock()
  const ears = createEars()
  const channel = createTelegramChannel(config, { clock, log: silentLog, chance: () => 0.5, after: hasty })
  await channel.start(ears.sink)
  await until(() => channel.state() === 'online', 'online')
  return {
    world,
    group,
    server,
    config,
    channel,
    ears,
    user: (id: number) => world.user(id),
    /** The bodies of all calls of a method so far. */
    calls: (method: string) => server.log.filter((each) => each.method === method).map(({ body }) => body),
    /** The last thing that the bot has said. */
    lastPost: () => world.posts.at(-1)!,
    async end() {
      await channel.stop()
      await server.close()
    },
  }
}

export type Scene = Awaited<ReturnType<typeof createScene>>
