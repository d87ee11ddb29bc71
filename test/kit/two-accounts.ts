import { nameStaffRooms } from '../../bots/channels.js'
import { createQqChannel } from '../../bots/qq/channel.js'
import { createApp, registerAccount } from '../../src/app.js'
import { type After, realAfter } from '../../src/kit/after.js'
import { createVault } from '../../src/kit/crypto.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay } from '../../src/kit/texts.js'
import { outboxItem } from '../../src/outbox/index.js'
import { type Db, Message, OutboxItem, openStore, writeRows } from '../../src/store/index.js'
import { type AlarmWays, reportAccounts } from '../../src/watch/index.js'
import { until } from '../channels/until.js'
import { fakeClock } from './clock.js'
import { DEALER } from './dealer.js'
import { ENGINES } from './engines.js'
import { countingIds } from './ids.js'
import { createOneBotServer, createOneBotWorld, Trouble } from './onebot/index.js'
import { understandNothing } from './pipeline.js'

const [MINE, OTHER] = [10_001, 10_002]
const [OWNERS, STAFF] = [700_001, 700_002]
const STEP_MS = 60_000
const HOUR = 3_600_000

/** The channel's deadlines (an answer, a greeting, a sign of life) stay as they are; pauses between tries are cut short. */
const DEADLINES = new Set([10_000, 15_000, 45_000])
const hasty: After = (ms, run) => realAfter(DEADLINES.has(ms) ? ms : Math.min(ms, 20), run)

/** One QQ account with the staff room or the owner group that it is in, over a real WebSocket. */
async function createPlatform(self: number, group: number, clock: { now(): number }) {
  const world = createOneBotWorld({ user_id: self, nickname: '车友管家' }, clock.now)
  world.addGroup(group, String(group))
  const server = createOneBotServer(world, { dialect: 'napcat', listen: { port: 0 } })
  await server.start()
  const open = () =>
    createQqChannel(
      {
        MODE: 'forward',
        URL: `ws://127.0.0.1:${server.port}`,
        ACCOUNT: String(self),
        CARD_POLL_MINUTES: 15,
        TEXT_LIMIT: 500,
      },
      { clock, log: silentLog, chance: () => 0.5, after: hasty },
    )
  return { world, server, open }
}

/** The real app with two QQ accounts: one is in the owner group, the other in the staff room. The clock stands still. */
export async function qqAccounts(alarm: AlarmWays = {}) {
  const database = await ENGINES.sqlite()
  const store = await openStore(database.options)
  const clock = fakeClock()
  const ids = countingIds()
  const vault = createVault(Buffer.alloc(32, 7))
  const platforms = {
    mine: await createPlatform(MINE, OWNERS, clock),
    other: await createPlatform(OTHER, STAFF, clock),
  }

  async function run() {
    const channels = { mine: platforms.mine.open(), other: platforms.other.open() }
    const app = await createApp({
      store,
      channels: Object.values(channels),
      understand: understandNothing,
      vault,
      dealer: DEALER,
      say: createSay('zh-CN'),
      clock,
      ids,
      chance: () => 0.5,
      log: silentLog,
      alarm,
    })
    for (const channel of Object.values(channels)) {
      const account = await registerAccount(store, ids, channel)
      await channel.start((event) => app.intake.receive(account.id, event))
    }
    await until(() => channels.other.state() === 'online', 'online')
    return { app, channels }
  }

  let newcomers = 30_000
  const rowOf = (account: number) => registerAccount(store, ids, { kind: 'qq', account: String(account) })
  const account = { mine: (await rowOf(MINE)).id, other: (await rowOf(OTHER)).id }
  await nameStaffRooms(`qq:${STAFF}`, [platforms.other.open()], store, ids, clock.now())
  let running = await run()
  const mine = () => running.channels.mine
  await until(() => mine().state() === 'online', 'online')
  await running.app.settle()

  const postsOf = ({ world }: typeof platforms.mine, self: number) =>
    [...world.messages.values()]
      .filter(({ from }) => from === self)
      .map(({ message, time }) => ({ text: message.map(({ data }) => data.text).join(''), at: time * 1_000 }))

  /** So much time goes by, with all that it brings. */
  async function passes(ms: number): Promise<void> {
    const end = clock.now() + ms
    await running.app.settle()
    while (clock.now() < end) {
      clock.set(Math.min(end, clock.now() + STEP_MS))
      await running.app.settle()
    }
  }

  /** Something to be said in the owner group. */
  const puts = (text: string, { lifetime }: { lifetime: number }) =>
    store.transaction((db) => {
      const id = ids()
      const action = { type: 'say' as const, room: { id: String(OWNERS), kind: 'group' as const }, text }
      const order = { id, accountId: account.mine, action, priority: 'reply' as const, dedupeKey: id }
      return writeRows(db, OutboxItem, [outboxItem({ ...order, now: clock.now(), lifetime })])
    })

  return {
    clock,
    account,
    passes,
    /** Somebody comes into the owner group; `at`: the platform tells of it only now. */
    async joins(nickname: string, at = clock.now()) {
      const { world } = platforms.mine
      const before = await store.transaction((db) => db.count(Message))
      newcomers += 1
      world.at(Math.floor(at / 1_000), () => world.joins(OWNERS, { user_id: newcomers, nickname }))
      let taken = before
      while (taken === before) taken = await store.transaction((db) => db.count(Message))
      await running.app.settle()
    },
    puts,
    async goesDown() {
      await platforms.mine.server.stop()
      await until(() => mine().problem() === 'unreachable', 'the loss')
      await running.app.settle()
    },
    async isThrownOut() {
      platforms.mine.server.setAccountOnline(false)
      await until(() => mine().state() === 'degraded', 'the news')
      await running.app.settle()
    },
    /** QQ holds back the next three texts. */
    async isHeldBack() {
      for (let n = 0; n < 3; n += 1) {
        const words = 'Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg'
        platforms.mine.server.faults.trouble = { action: /^send_/, after: 0, trouble: new Trouble('failed', words) }
        await puts(`没发出去${n}`, { lifetime: HOUR })
        clock.set(clock.now() + 10_000)
        await running.app.settle()
      }
    },
    async comesBack() {
      await platforms.mine.server.start()
      await until(() => mine().state() === 'online', 'online')
      await running.app.settle()
    },
    async restarts() {
      await stopChannels()
      running = await run()
      await running.app.settle()
    },
    /** Sends all that waits, each when its turn comes; answers what the group got. */
    async drains() {
      for (let due = await running.app.outbox.runDue(); due !== null; due = await running.app.outbox.runDue())
        clock.set(due)
      return postsOf(platforms.mine, MINE)
    },
    groupGot: () => postsOf(platforms.mine, MINE).map(({ text }) => text),
    staffGot: () => postsOf(platforms.other, OTHER).map(({ text }) => text),
    reports: () => store.transaction((db) => reportAccounts(db, vault, Object.values(running.channels))),
    read: <T>(work: (db: Db) => Promise<T>) => store.transaction(work),
    async close() {
      await stopChannels()
      for (const { server } of Object.values(platforms)) await server.close()
      await store.close()
      await database.drop()
    },
  }

  async function stopChannels() {
    for (const channel of Object.values(running.channels)) await channel.stop()
  }
}

export type TwoAccounts = Awaited<ReturnType<typeof qqAccounts>>
