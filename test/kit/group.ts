import { expect } from '@jest/globals'
import { createConsoleChannel } from '../../bots/console/channel.js'
import { BOT, OWNERS, prepareRooms, STAFF } from '../../bots/demo.js'
import { createLearner } from '../../bots/learning/learner.js'
import { createSandboxChannel, type SandboxChannel } from '../../bots/sandbox/channel.js'
import type { Post, Role } from '../../bots/sandbox/types.js'
import { createWorld, type SandboxWorld } from '../../bots/sandbox/world.js'
import { createApp, registerAccount } from '../../src/app.js'
import { createVault } from '../../src/kit/crypto.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay, type Locale } from '../../src/kit/texts.js'
import type { Action, Capability, Receipt } from '../../src/message/index.js'
import type { SecondOpinions } from '../../src/pipeline/reconsider.js'
import { type Db, openStore, StaffAccount, type StaffRole } from '../../src/store/index.js'
import { followVersions } from '../../src/understanding/follow.js'
import { createUnderstand } from '../../src/understanding/index.js'
import type { ModelVersions } from '../../src/understanding/versions.js'
import { type FakeClock, fakeClock } from './clock.js'
import { DEALER } from './dealer.js'
import { ENGINES } from './engines.js'
import { countingIds } from './ids.js'

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** One model for all stories: it is read-only. */
const understand = createUnderstand()

export interface GroupOptions {
  /** Name cards of the members. */
  members?: string[]
  /** Name → role of those who work for the dealer; they are in the group and in the staff room. */
  staff?: Record<string, StaffRole>
  engine?: keyof typeof ENGINES
  locale?: Locale
  startAt?: number
  /** Where the bot keeps what it learns; without it the shipped model answers, and nothing is learnt. */
  versions?: ModelVersions
  /** What the platform cannot do. */
  lacks?: readonly Capability[]
  /** What the platform can do but refuses in the owner group, and why. */
  refuses?: Partial<Record<Action['type'], string>>
  /** Nicknames of people who also write to the bot on WeChat, in private. */
  onWechat?: string[]
  /** Whom the bot asks about uncertain messages. */
  opinions?: SecondOpinions
  /** So long a group that is new is only watched. */
  watchDays?: number
  /** Where customers reach the web server. */
  publicUrl?: string
}

/** A second platform, with the sandbox's rooms: other accounts, which the app knows nothing of. */
function secondPlatform(clock: FakeClock, people: readonly string[]) {
  const world = createWorld({ clock, ids: countingIds('wx-post') })
  world.addPerson({ id: BOT, nickname: '车友管家', bot: true })
  for (const name of people) world.addPerson({ id: `wx-${name}`, nickname: name })
  const channel: SandboxChannel = { ...createSandboxChannel(world, { account: BOT, clock }), kind: 'wechat' }
  return { world, channel }
}

/** The channel of a platform that can do less, and refuses some of the rest. */
function lesser(
  channel: SandboxChannel,
  lacks: readonly Capability[],
  refuses: Partial<Record<Action['type'], string>>,
): SandboxChannel {
  const no = (reason: string): Promise<Receipt> => Promise.resolve({ outcome: 'not_sent', reason, retry: false })
  return {
    ...channel,
    capabilities: new Set([...channel.capabilities].filter((capability) => !lacks.includes(capability))),
    deliver(action) {
      if (lacks.some((capability) => capability === action.type)) return no('not_supported')
      const reason = action.room.id === OWNERS ? refuses[action.type] : undefined
      if (reason) return no(reason)
      const { buttons, mentions, ...rest } = { buttons: undefined, mentions: undefined, ...action }
      const kept = { ...(!lacks.includes('buttons') && { buttons }), ...(!lacks.includes('mention') && { mentions }) }
      return channel.deliver({ ...rest, ...kept } as Action)
    },
  }
}

/** How often the channels were asked to do something, from now on. */
function countDeliveries(channels: readonly SandboxChannel[]): () => number {
  let count = 0
  for (const channel of channels) {
    const { deliver } = channel
    channel.deliver = (action) => {
      count += 1
      return deliver(action)
    }
  }
  return () => count
}

/** A dealer's group on the real app: sandbox platform, real database, real model, and a clock that stands still. */
export async function group({
  members = [],
  staff = { 佳佳: 'sales', 小林: 'admin' },
  engine = 'sqlite',
  locale = 'zh-CN',
  startAt,
  versions,
  lacks = [],
  refuses = {},
  onWechat,
  opinions,
  publicUrl,
  watchDays = 0,
}: GroupOptions = {}) {
  const database = await ENGINES[engine]()
  const store = await openStore(database.options)
  const clock = fakeClock(startAt)
  const ids = countingIds()
  const world: SandboxWorld = createWorld({ clock, ids: countingIds('post') })
  const channel = lesser(createSandboxChannel(world, { account: BOT, clock }), lacks, refuses)
  const wechat = onWechat && secondPlatform(clock, onWechat)
  const platforms = [{ world, channel }, ...(wechat ? [wechat] : [])]
  const deliveries = countDeliveries(platforms.map((platform) => platform.channel))
  const models = versions && followVersions(versions, silentLog)
  const learner = versions && createLearner({ versions, clock, onUse: models?.refresh })
  const dealer = { ...DEALER, locale, watchDays, publicUrl }
  const app = await createApp({
    store,
    channels: [channel, createConsoleChannel(), ...(wechat ? [wechat.channel] : [])],
    understand: models?.understand ?? understand,
    modelVersion: models?.version,
    learner,
    vault: createVault(Buffer.alloc(32, 7)),
    dealer,
    say: createSay(locale),
    clock,
    ids,
    chance: () => 0.5,
    log: silentLog,
    opinions,
  })
  const account = await registerAccount(store, ids, channel)
  await prepareRooms(app, world, account.id, { owners: '追风车友群', staff: '同事群', bot: '车友管家' })
  await channel.start((event) => app.intake.receive(account.id, event))
  if (wechat) {
    const other = await registerAccount(store, ids, wechat.channel)
    await wechat.channel.start((event) => app.intake.receive(other.id, event))
  }

  const put = (room: string, name: string, card: string, role: Role = 'member') => {
    if (!world.person(name)) world.addPerson({ id: name, nickname: name })
    if (!world.isMember(room, name)) world.addMember(room, name, { role, card })
  }
  for (const card of members) put(OWNERS, card.split('-').at(-1) as string, card)
  for (const [name, role] of Object.entries(staff)) {
    put(OWNERS, name, `星途行-${name}`)
    put(STAFF, name, `星途行-${name}`, 'admin')
    await store.transaction((db) =>
      db.insert(StaffAccount, { id: ids(), channel: 'sandbox', externalId: name, name, role }),
    )
  }

  const takeAll = ({ world, channel }: ReturnType<typeof secondPlatform>) =>
    world.rooms().map(async (room) => {
      for (let post = world.nextOffered(room.id); post; post = world.nextOffered(room.id)) await channel.taken(post.id)
    })

  const isStill = () =>
    platforms.every(({ world }) => world.rooms().every((room) => world.nextOffered(room.id) === undefined))

  async function settle() {
    // What is sent may lead to more, and so may what is not sent: until nothing moves.
    for (let rounds = 0; rounds < 5; rounds++) {
      const before = deliveries()
      await Promise.all(platforms.flatMap(takeAll))
      await app.settle()
      if (rounds > 0 && deliveries() === before && isStill()) break
    }
  }

  /** What the bot said in a room, oldest first. */
  const botPosts = (room: string, where = world): Post[] =>
    where.history(room, { limit: 500 }).filter((post) => post.from.id === BOT && post.text !== undefined)
  const matches = (text: string | undefined, wanted: string | RegExp) =>
    typeof wanted === 'string' ? text?.includes(wanted) : wanted.test(text ?? '')
  const expectSaid = (room: string, wanted: string | RegExp, where = world) => {
    const texts = botPosts(room, where).map((post) => post.text)
    if (!texts.some((text) => matches(text, wanted))) expect(texts).toContain(wanted)
  }

  return {
    app,
    account,
    models,
    store,
    world,
    channel,
    clock,
    settle,
    async says(name: string, text: string, said: { replyTo?: string } = {}) {
      const post = world.post(OWNERS, name, text, said)
      await settle()
      return post
    },
    async staffSays(name: string, text: string, said: { replyTo?: string } = {}) {
      const post = world.post(STAFF, name, text, said)
      await settle()
      return post
    },
    async whispers(name: string, text: string) {
      const post = world.post(name, name, text)
      await settle()
      return post
    },
    /** Somebody writes to the bot on WeChat. */
    async writesOnWechat(name: string, text: string) {
      // An account there answers at its own pace.
      clock.advance(10_000)
      wechat?.world.post(`wx-${name}`, `wx-${name}`, text)
      await settle()
    },
    async joins(name: string, card = name) {
      world.addPerson({ id: name, nickname: name })
      const post = world.join(OWNERS, name, { card })
      await settle()
      return post
    },
    async renames(name: string, card: string) {
      world.setCard(OWNERS, name, card)
      await settle()
    },
    /** Presses the newest button with this label that the person can see. */
    async presses(name: string, label: string, room: 'owners' | 'staff' = 'owners') {
      const post = botPosts(room === 'owners' ? OWNERS : STAFF).findLast((each) =>
        each.buttons?.some((button) => button.label === label),
      )
      const button = post?.buttons?.find((each) => each.label === label)
      if (!post || !button) throw new Error(`no button ${label}`)
      world.pressButton(post.id, name, button.data)
      await settle()
    },
    async advance(duration: string) {
      const [, count, unit] = /^(\d+)([smhd])$/.exec(duration) ?? []
      clock.advance(Number(count) * UNITS[unit as keyof typeof UNITS])
      await settle()
    },
    groupGot: (wanted: string | RegExp) => expectSaid(OWNERS, wanted),
    staffGot: (wanted: string | RegExp) => expectSaid(STAFF, wanted),
    privateGot: (name: string, wanted: string | RegExp) => expectSaid(name, wanted),
    privateSaid: (name: string) => botPosts(name).map((post) => post.text as string),
    wechatSaid: (name: string) =>
      wechat ? botPosts(`wx-${name}`, wechat.world).map((post) => post.text as string) : [],
    wechatGot: (name: string, wanted: string | RegExp) => expectSaid(`wx-${name}`, wanted, wechat?.world),
    /** The newest words of the bot to somebody in private. */
    lastWhisper: (name: string) => botPosts(name).at(-1)?.text ?? '',
    groupSaid: () => botPosts(OWNERS).map((post) => post.text as string),
    staffSaid: () => botPosts(STAFF).map((post) => post.text as string),
    read: <T>(work: (db: Db) => Promise<T>) => store.transaction(work),
    async close() {
      await channel.stop()
      await wechat?.channel.stop()
      await store.close()
      await database.drop()
    },
  }
}

export type TestGroup = Awaited<ReturnType<typeof group>>
