import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openChannels } from '../../../bots/channels.js'
import { systemClock } from '../../../src/kit/clock.js'
import { silentLog } from '../../../src/kit/log.js'
import { createSay } from '../../../src/kit/texts.js'
import { createEars } from '../../channels/ears.js'
import { createGroupWorld } from '../../channels/telegram-harness.js'
import { until } from '../../channels/until.js'
import { createTelegramServer, type FakeTelegram } from '../../kit/telegram/index.js'
import { ALICE, BOT, GROUP, ROOM, START_S, TOKEN } from './scene.js'

const deps = { clock: systemClock, log: silentLog, chance: () => 0.5, say: createSay('zh-CN') }
const token = (id: number) => `${id}${TOKEN.slice(TOKEN.indexOf(':'))}`
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A Telegram of its own for each bot, so that each has its own trouble. */
async function telegram(id: number): Promise<FakeTelegram> {
  const { world } = createGroupWorld()
  const server = await createTelegramServer(world, token(id), () => START_S)
  closing.push(server.close)
  return server
}

async function busyPort(): Promise<number> {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => other.close(resolve)))
  return (other.address() as AddressInfo).port
}

describe('several bots in one process', () => {
  let good: FakeTelegram
  let gone: FakeTelegram
  beforeEach(async () => {
    good = await telegram(BOT)
    gone = await telegram(700)
    await gone.shut()
  })

  it('work each for itself: one is refused, one finds nobody, one finds its port busy, one works', async () => {
    const env = {
      CHEYOU_TELEGRAM_TOKEN: token(BOT),
      CHEYOU_TELEGRAM_API_ROOT: good.url(),
      CHEYOU_TELEGRAM_2_TOKEN: token(701),
      CHEYOU_TELEGRAM_2_API_ROOT: good.url(),
      CHEYOU_TELEGRAM_3_TOKEN: token(700),
      CHEYOU_TELEGRAM_3_API_ROOT: gone.url(),
      CHEYOU_TELEGRAM_4_TOKEN: token(702),
      CHEYOU_TELEGRAM_4_API_ROOT: good.url(),
      CHEYOU_TELEGRAM_4_MODE: 'webhook',
      CHEYOU_TELEGRAM_4_WEBHOOK_URL: 'https://cheyou.example/telegram',
      CHEYOU_TELEGRAM_4_SECRET: 'a-secret-for-tests',
      CHEYOU_TELEGRAM_4_PORT: String(await busyPort()),
    }
    const channels = await openChannels(env, deps)
    expect(channels.map(({ account }) => account)).toEqual([String(BOT), '701', '700', '702'])
    const ears = createEars()
    const started = await Promise.allSettled(channels.map((channel) => channel.start(ears.sink)))
    closing.push(() => Promise.all(channels.map((channel) => channel.stop())))
    expect(started.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])

    const states = () => channels.map((channel) => channel.state()).join(' ')
    await until(() => states() === 'online offline connecting offline', 'each in its own state')
    await good.says({ chat: GROUP, from: good.world.user(ALICE), text: '有人吗' })
    await ears.hearsText('有人吗')
    const receipts = await Promise.all(
      channels.map((channel) => channel.deliver({ type: 'say', room: ROOM, text: '在的' })),
    )
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['sent', 'not_sent', 'not_sent', 'not_sent'])
  })
})
