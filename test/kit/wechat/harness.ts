import { createWeChatChannel, type WeChatChannel, type WeChatDeps } from '../../../bots/wechat/channel.js'
import { readWeChatConfig } from '../../../bots/wechat/config.js'
import type { After } from '../../../src/kit/after.js'
import { systemClock } from '../../../src/kit/clock.js'
import { silentLog } from '../../../src/kit/log.js'
import type { Sink } from '../../../src/message/index.js'
import { until } from '../../channels/until.js'
import { createGateway, type Gateway, TOKEN } from './gateway.js'
import { createGroupPuppet, type GroupPuppet } from './group-puppet.js'

/** Pauses between tries are cut short; deadlines stay as they are. */
const hurried: After = (ms, run) => {
  const timer = setTimeout(run, ms <= 5_000 ? ms / 50 : ms)
  return () => clearTimeout(timer)
}

export interface Stage {
  puppet: GroupPuppet
  gateway: Gateway
  channel: WeChatChannel
  close(): Promise<void>
}

/** A gateway that runs and a channel that is set up for it, not yet started. */
export async function createStage(
  settings: Record<string, string> = {},
  deps: Partial<WeChatDeps> = {},
): Promise<Stage> {
  const puppet = createGroupPuppet()
  const gateway = await createGateway(puppet)
  await gateway.up()
  const given = { PUPPET: 'padlocal', ENDPOINT: gateway.endpoint, TOKEN, ...settings }
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`CHEYOU_WECHAT_${name}`, value]))
  const [config] = readWeChatConfig(env)
  if (!config) throw new Error('no account is configured')
  const channel = createWeChatChannel(config, {
    clock: systemClock,
    log: silentLog,
    chance: () => 0.5,
    after: hurried,
    cardGrace: 0,
    ...deps,
  })
  return {
    puppet,
    gateway,
    channel,
    async close() {
      await channel.stop()
      await gateway.down()
    },
  }
}

export async function startStage(sink: Sink, ...given: Parameters<typeof createStage>): Promise<Stage> {
  const stage = await createStage(...given)
  await stage.channel.start(sink)
  await until(() => stage.channel.state() === 'online', 'online')
  return stage
}
