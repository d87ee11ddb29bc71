import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createTelegramChannel } from '../../../bots/telegram/channel.js'
import type { After } from '../../../src/kit/after.js'
import { silentLog } from '../../../src/kit/log.js'
import { createEars } from '../../channels/ears.js'
import { configFor, createFastClock, hasty } from '../../channels/telegram-harness.js'
import { until } from '../../channels/until.js'
import { Refusal } from '../../kit/telegram/index.js'
import { ALICE, createScene, GROUP, ROOM, type Scene, TOKEN } from './scene.js'

let scene: Scene
const open: (() => Promise<void>)[] = []
beforeEach(async () => {
  scene = await createScene()
  // Its first question must not come in between.
  await until(() => scene.calls('getUpdates').length === 1, 'the first question')
  await scene.channel.stop()
})
afterEach(async () => {
  for (const close of open.splice(0)) await close()
  await scene.end()
})

/** One more channel of the same or another bot; `waits` are the pauses that it made. */
function another(change: { TOKEN?: string } = {}) {
  const waits: number[] = []
  const after: After = (ms, run) => {
    waits.push(ms)
    return hasty(ms, run)
  }
  const options = { clock: createFastClock(), log: silentLog, chance: () => 0.5, after }
  const channel = createTelegramChannel({ ...scene.config, ...change }, options)
  open.push(() => channel.stop())
  return { channel, waits }
}
const says = (text: string) => scene.server.says({ chat: GROUP, from: scene.user(ALICE), text })

describe('coming online', () => {
  it('takes a refused token for what it is, and asks rarely', async () => {
    const { channel, waits } = another({ TOKEN: `667${TOKEN.slice(3)}` })
    await channel.start(scene.ears.sink)
    await until(() => waits.length > 0, 'the refusal')
    expect([channel.state(), channel.problem()]).toEqual(['offline', 'token_refused'])
    expect(waits).toEqual([60_000])
  })

  it('says that another program takes the updates of the same bot, and takes over when it ends', async () => {
    const { channel, waits } = another()
    const words = 'Conflict: terminated by other getUpdates request'
    scene.server.fails({ method: 'getUpdates', after: 0, refusal: new Refusal(409, words) })
    await channel.start(scene.ears.sink)
    await until(() => waits.length > 0, 'the conflict')
    expect(channel.problem()).toBe('taken_elsewhere')
    await until(() => channel.state() === 'online', 'online')
  })

  it('waits longer with every failure, as long as Telegram asks for, and the shortest time after a success', async () => {
    const { channel, waits } = another()
    await scene.server.shut()
    await channel.start(scene.ears.sink)
    await until(() => waits.length === 3, 'three failures')
    expect([channel.state(), channel.problem()]).toEqual(['connecting', 'unreachable'])
    expect(waits).toEqual([1_000, 2_000, 4_000])
    await scene.server.open()
    await says('缓过来了')
    await scene.server.confirmed()
    const before = waits.length
    const slower = new Refusal(429, 'Too Many Requests: retry after 5', { retry_after: 5 })
    scene.server.fails({ method: 'getUpdates', after: 0, refusal: slower })
    await says('打断一下')
    await until(() => waits.length > before, 'the next wait')
    expect(waits.slice(before)).toEqual([5_000])
    await scene.ears.hearsText('打断一下')
  })

  it('removes the webhook that was there before, and asks for the updates that it needs', async () => {
    await another().channel.start(scene.ears.sink)
    await until(() => scene.calls('getUpdates').length === 2, 'its first question')
    expect(scene.calls('deleteWebhook')).toHaveLength(2)
    expect(scene.calls('getUpdates').at(-1)).toMatchObject({
      timeout: 25,
      allowed_updates: ['message', 'callback_query', 'chat_member', 'my_chat_member', 'chat_join_request'],
    })
  })
})

describe('the log', () => {
  it('holds neither the token nor the secret of the webhook, nor what people say', async () => {
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const options = { clock: createFastClock(), log, chance: () => 0.5, after: hasty }
    const config = await configFor('webhook', scene.server.url())
    const channels = [scene.config, { ...scene.config, API_ROOT: 'http://127.0.0.1:1' }, config].map((each) =>
      createTelegramChannel(each, options),
    )
    for (const channel of channels) {
      const before = lines.length
      await channel.start(scene.ears.sink)
      await says('沪A12345 的车主')
      await until(() => lines.length > before, 'how it went')
      await channel.deliver({ type: 'kick', room: ROOM, person: '404404' })
      await channel.stop()
    }
    expect(lines.join('')).toMatch(/Telegram refused.*does not answer as it should/s)
    expect(lines.join('')).not.toMatch(/a-token-for-tests|a-secret-for-tests|沪A12345|爱丽/)
  })
})

describe('what the database does not take', () => {
  it('is not confirmed to Telegram, and comes again after a restart', async () => {
    const before = createEars()
    before.broken = true
    const first = another().channel
    await first.start(before.sink)
    await says('先别丢')
    await until(() => before.refused > 0 && first.state() === 'degraded', 'the refusal')
    await first.stop()
    const after = createEars()
    await another().channel.start(after.sink)
    await after.hearsText('先别丢')
    expect(before.events).toEqual([])
  })

  it('is confirmed when it is durable, and does not come again', async () => {
    const first = another().channel
    await first.start(scene.ears.sink)
    await says('记下了')
    await scene.ears.hearsText('记下了')
    await first.stop()
    const after = createEars()
    await another().channel.start(after.sink)
    await says('接着说')
    await after.hearsText('接着说')
    expect(after.events).toHaveLength(1)
  })
})
