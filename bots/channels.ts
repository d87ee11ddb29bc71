import { registerAccount } from '../src/app.js'
import type { Clock } from '../src/kit/clock.js'
import { CheyouError } from '../src/kit/errors.js'
import type { Ids } from '../src/kit/ids.js'
import type { Log } from '../src/kit/log.js'
import { drawForTerminal } from '../src/kit/qr-code.js'
import type { Say } from '../src/kit/texts.js'
import type { Channel } from '../src/message/index.js'
import { newGroup } from '../src/pipeline/intake.js'
import { Group, type Store } from '../src/store/index.js'

type Env = Record<string, string | undefined>

interface Deps {
  clock: Clock
  log: Log
  chance: () => number
  say: Say
}

/** Platform → how its accounts are read from the environment. A platform that nobody configured is not even imported. */
const PLATFORMS: Record<string, (env: Env, deps: Deps) => Promise<Channel[]>> = {
  async QQ(env, deps) {
    const [{ readQqConfig }, { createQqChannel }] = await Promise.all([
      import('./qq/config.js'),
      import('./qq/channel.js'),
    ])
    return readQqConfig(env).map((config) => createQqChannel(config, deps))
  },
  async WECHAT(env, deps) {
    const [{ readWeChatConfig }, { createWeChatChannel }] = await Promise.all([
      import('./wechat/config.js'),
      import('./wechat/channel.js'),
    ])
    // The code logs the account in, so it goes to the terminal of whoever runs the bot, never to the log.
    return readWeChatConfig(env).map((config) => {
      const caption = `${deps.say('channels.kind.wechat')} ${config.ACCOUNT} · ${deps.say('channels.scan')}`
      const onScan: Parameters<typeof createWeChatChannel>[1]['onScan'] = ({ text }) =>
        void drawForTerminal(text).then((code) => console.log(`${caption}\n${code}`))
      return createWeChatChannel(config, { ...deps, onScan })
    })
  },
  async TELEGRAM(env, deps) {
    const [{ readTelegramConfig }, { createTelegramChannel }] = await Promise.all([
      import('./telegram/config.js'),
      import('./telegram/channel.js'),
    ])
    return readTelegramConfig(env).map((config) => createTelegramChannel(config, deps))
  },
}

/** The accounts that the environment configures; any mix of platforms and several accounts of each. */
export async function openChannels(env: Env, deps: Deps): Promise<Channel[]> {
  const wanted = Object.keys(PLATFORMS).filter((platform) =>
    Object.keys(env).some((name) => name.startsWith(`CHEYOU_${platform}_`) && env[name]),
  )
  const opened = await Promise.all(wanted.map((platform) => PLATFORMS[platform]?.(env, deps) ?? []))
  return opened.flat()
}

/** `qq:123456,wechat:xyz@chatroom`: the rooms in which the staff of a platform hear from the bot. */
export async function nameStaffRooms(
  rooms: string | undefined,
  channels: readonly Channel[],
  store: Store,
  ids: Ids,
  now: number,
): Promise<void> {
  for (const named of rooms
    ?.split(',')
    .map((each) => each.trim())
    .filter(Boolean) ?? []) {
    const [kind, ...rest] = named.split(':')
    const channel = channels.find((each) => each.kind === kind)
    const id = rest.join(':')
    if (!channel || !id) throw new CheyouError('config_invalid', { name: 'CHEYOU_STAFF_ROOMS', problem: named })
    const account = await registerAccount(store, ids, channel)
    await store.transaction(async (db) => {
      const known = await db.findOneBy(Group, { accountId: account.id, externalId: id })
      if (known) return db.update(Group, { id: known.id }, { kind: 'staff', settings: {} })
      const group = newGroup({ id: ids(), accountId: account.id, room: { id, kind: 'group' }, brand: '', now })
      return db.insert(Group, { ...group, kind: 'staff', settings: {} })
    })
  }
}
