import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTelegramChannel } from '../../bots/telegram/channel.js'
import type { TelegramConfig } from '../../bots/telegram/config.js'
import type { After } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import { silentLog } from '../../src/kit/log.js'
import type { Sink } from '../../src/message/index.js'
import { createTelegramServer, createTelegramWorld, isIn, Refusal } from '../kit/telegram/index.js'
import type { Harness } from './harness.js'
import { until } from './until.js'

export const BOT = 666
export const TOKEN = `${BOT}:a-token-for-tests-that-is-long-enough`
export const GROUP = -1_001_700_001
const STAFF = -1_001_700_002
const [OWNER, ALICE, BOB] = [20_001, 20_002, 20_003]
const START_S = Date.UTC(2026, 8, 1, 2) / 1000
export const TEXT_LIMIT = 500

/** Waits between tries are cut short. */
export const hasty: After = (ms, run) => {
  const timer = setTimeout(run, ms / 50)
  return () => clearTimeout(timer)
}

/** A clock that goes a second on with each look, so that a rest of a second is over at the next. */
export function createFastClock() {
  let now = START_S * 1000
  return { now: () => (now += 1000) }
}

export function createGroupWorld() {
  const world = createTelegramWorld({ id: BOT, is_bot: true, first_name: '车友管家', username: 'cheyou_bot' })
  const group = world.addChat({ id: GROUP, type: 'supergroup', title: '追风车友群' })
  world.addMember(group, { id: OWNER, first_name: '店长老郑', username: 'zheng' }, 'creator')
  world.addMember(group, { id: ALICE, first_name: '爱丽' })
  world.addMember(group, { id: BOB, first_name: '小波', username: 'xiao_bo' })
  group.members.set(BOT, { user: world.bot, status: 'administrator' })
  world.started.add(ALICE)
  return { world, group }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

export async function configFor(mode: TelegramConfig['MODE'], API_ROOT: string): Promise<TelegramConfig> {
  const shared = { TOKEN, API_ROOT, TEXT_LIMIT }
  if (mode === 'poll') return { ...shared, MODE: 'poll' }
  const PORT = await freePort()
  const WEBHOOK_URL = `http://127.0.0.1:${PORT}/telegram`
  return { ...shared, MODE: 'webhook', WEBHOOK_URL, SECRET: 'a-secret-for-tests', HOST: '127.0.0.1', PORT }
}

export async function createTelegramHarness(mode: TelegramConfig['MODE'], sink: Sink, clock?: Clock): Promise<Harness> {
  const { world, group } = createGroupWorld()
  const staff = world.addChat({ id: STAFF, type: 'supergroup', title: '同事群' })
  world.addMember(staff, { id: OWNER, first_name: '店长老郑', username: 'zheng' }, 'creator')
  staff.members.set(BOT, { user: world.bot, status: 'administrator' })
  const seconds = () => (clock ? Math.floor(clock.now() / 1000) : START_S)
  const server = await createTelegramServer(world, TOKEN, seconds)
  const config = await configFor(mode, server.url())
  const channel = createTelegramChannel(config, {
    clock: clock ?? createFastClock(),
    log: silentLog,
    chance: () => 0.5,
    after: hasty,
  })
  await channel.start(sink)
  await until(() => channel.state() === 'online', 'online')

  const user = (person: string) => world.user(Number(person))
  const member = (person: string) => group.members.get(Number(person))
  const nameOf = (person: string) => user(person).first_name
  let newcomers = 30_000
  let groups = -1_001_800_000
  let last: unknown

  /** A line in the chat that tells of something, beside the update that only admins get. */
  const service = (from: string, fields: Record<string, unknown>) =>
    server.says({ chat: GROUP, from: user(from), fields })

  return {
    channel,
    room: { id: String(GROUP), kind: 'group' },
    staffRoom: { id: String(STAFF), kind: 'group' },
    owner: String(OWNER),
    alice: String(ALICE),
    bob: String(BOB),
    nameOf,
    async says(person, text, { mentions = [], replyTo, whisper, amongStaff, at, image } = {}) {
      let words = text
      const entities = mentions.map((each) => {
        const isBot = each === channel.account
        if (isBot) words = words.replace('@我', '@cheyou_bot')
        const name = isBot ? '@cheyou_bot' : `@${nameOf(each)}`
        const place = { offset: words.indexOf(name), length: name.length }
        return isBot ? { type: 'mention', ...place } : { type: 'text_mention', ...place, user: user(each) }
      })
      const fields = {
        ...(image ? { photo: [{ file_id: 'p', file_unique_id: 'u', width: 90, height: 90 }], caption: words } : {}),
        ...(image ? { caption_entities: entities } : { entities }),
        ...(replyTo ? { reply_to_message: { message_id: Number(replyTo) } } : {}),
      }
      const chat = whisper ? Number(person) : amongStaff ? STAFF : GROUP
      const date = at === undefined ? seconds() : Math.floor(at / 1000)
      const id = await server.says({ chat, from: user(person), ...(image ? {} : { text: words }), date, fields })
      last = { message: { message_id: id, date, chat: { id: chat, type: 'supergroup' }, from: user(person), text } }
      return String(id)
    },
    async joins(nickname, invitedBy) {
      const id = ++newcomers
      const { user: newcomer } = world.addMember(group, { id, first_name: nickname }, 'left')
      const by = invitedBy ? user(invitedBy) : newcomer
      await service(String(by.id), { new_chat_members: [newcomer] })
      server.changes(group, newcomer, { status: 'member' }, by)
      return String(id)
    },
    async leaves(person) {
      await service(person, { left_chat_member: user(person) })
      server.changes(group, user(person), { status: 'left' }, user(person))
    },
    async removes(person, by) {
      await service(by, { left_chat_member: user(person) })
      server.changes(group, user(person), { status: 'kicked' }, user(by))
    },
    async setsCard(person, tag) {
      const { user: who, ...now } = member(person)!
      server.changes(group, who, { ...now, tag }, who)
    },
    takesBack: async () => {
      throw new Error('nobody is told')
    },
    async mutes(person, by, duration) {
      const muted = { is_member: true, can_send_messages: false, until_date: seconds() + duration }
      const next = duration ? { status: 'restricted' as const, ...muted } : { status: 'member' as const }
      server.changes(group, user(person), next, user(by))
    },
    async asksIn(nickname, answer) {
      const id = ++newcomers
      const from = { id, is_bot: false, first_name: nickname }
      world.users.set(id, from)
      world.started.add(id)
      group.asking.set(id, from)
      const chat = { id: GROUP, type: 'supergroup', title: group.title }
      server.push({ chat_join_request: { chat, from, user_chat_id: id, date: seconds(), bio: answer } })
      return String(id)
    },
    async bringsIn(by, name) {
      const chat = world.addChat({ id: --groups, type: 'supergroup', title: name })
      chat.members.set(Number(by), { user: user(by), status: 'creator' })
      server.changesBot(chat, { status: 'member' }, user(by))
      // The line in the chat tells the same once more.
      await server.says({ chat: chat.id, from: user(by), fields: { new_chat_members: [world.bot] } })
      return { id: String(chat.id), kind: 'group' }
    },
    invites: () => Promise.reject(new Error('nobody asks a bot')),
    async throwsOut({ id }, by) {
      const chat = world.chats.get(Number(id))
      if (chat) server.changesBot(chat, { status: 'kicked' }, user(by))
    },
    isInside: ({ id }) => isIn(world.chats.get(Number(id))?.members.get(BOT)),
    async presses(person, { id, buttons }, label) {
      const post = world.posts.find((each) => String(each.id) === id)
      const data = buttons?.find((button) => button.label === label)?.data
      if (!post || !data) throw new Error(`no button ${label}`)
      await server.presses(post.chat, user(person), post.id, data)
    },
    repeats: async () => server.push(last),
    posts: (place = String(GROUP)) =>
      world.posts
        .filter(({ chat, deleted }) => !deleted && chat === Number(place))
        .map(({ id, text, entities, replyTo, buttons }) => ({
          id: String(id),
          text,
          mentions: entities.flatMap(({ user }) => (user ? String(user.id) : [])),
          ...(replyTo === undefined ? {} : { replyTo: String(replyTo) }),
          buttons: buttons.map(({ text: label, callback_data: data }) => ({ label, data })),
        })),
    notices: () => world.posts.filter(({ id }) => group.pinned.includes(id)).map(({ text }) => text),
    isGone: (id) => world.deleted.has(`${GROUP} ${id}`),
    isMuted: (person) => member(person)?.status === 'restricted',
    isMember: (person) => isIn(member(person)),
    cardOf: (person) => member(person)?.tag,
    async setAdmin(admin) {
      const status = admin ? ('administrator' as const) : ('member' as const)
      group.members.set(BOT, { user: world.bot, status })
    },
    faults: {
      rateLimit(after = 0) {
        const refusal = new Refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 })
        server.fails({ method: 'sendMessage', after, refusal })
      },
      lostAnswer: () => server.fails({ method: 'sendMessage', after: 0, refusal: 'lost_answer' }),
    },
    goesDown: server.shut,
    comesBack: server.open,
    frames: {
      samples: sampleFrames,
      async send(frames) {
        for (const frame of frames) server.push(frame)
        // Whatever the damaged ones were, one with a number has to follow.
        server.push({ edited_message: {} })
        await server.confirmed()
      },
    },
    async stop() {
      await channel.stop()
      await server.close()
    },
  }
}

/** Updates of every kind, as Telegram sends them. */
export function sampleFrames(): Record<string, unknown>[] {
  const alice = {
    id: ALICE,
    is_bot: false,
    first_name: '爱丽',
    last_name: '王',
    username: 'ai_li',
    language_code: 'zh',
  }
  const owner = { id: OWNER, is_bot: false, first_name: '店长老郑' }
  const chat = { id: GROUP, type: 'supergroup', title: '追风车友群', is_forum: true }
  const message = { message_id: 900_001, date: START_S, chat, from: alice }
  const change = { chat, from: owner, date: START_S }
  const member = { user: alice, status: 'member' }
  const muted = { user: alice, status: 'restricted', is_member: true, can_send_messages: false, until_date: 0 }
  const mention = { type: 'mention', offset: 0, length: 11 }
  const textMention = { type: 'text_mention', offset: 12, length: 2, user: owner }
  return [
    { message: { ...message, text: '@cheyou_bot 老郑 想换车', entities: [mention, textMention], sender_tag: '远航' } },
    { message: { ...message, text: '好', reply_to_message: { ...message, message_id: 7, text: '几点' } } },
    { message: { ...message, text: '题内', message_thread_id: 5, is_topic_message: true } },
    {
      message: { ...message, photo: [{ file_id: 'a', width: 1, height: 1 }], caption: '这个灯', caption_entities: [] },
    },
    { message: { ...message, document: { file_id: 'd', file_name: '手册.pdf' } } },
    { message: { ...message, sticker: { file_id: 's', emoji: '😀' } } },
    { message: { ...message, venue: { title: '店里', location: { latitude: 1, longitude: 2 } } } },
    { message: { ...message, new_chat_members: [alice] } },
    { message: { ...message, left_chat_member: alice } },
    { message: { ...message, sender_chat: chat, from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' } } },
    { message: { ...message, chat: { id: -500, type: 'group', title: '小群' }, migrate_to_chat_id: -1_001_500 } },
    { message: { ...message, chat: { id: ALICE, type: 'private', first_name: '爱丽' }, text: '私下' } },
    { chat_member: { ...change, old_chat_member: { user: alice, status: 'left' }, new_chat_member: member } },
    { chat_member: { ...change, old_chat_member: member, new_chat_member: muted } },
    { chat_member: { ...change, old_chat_member: member, new_chat_member: { ...member, tag: '沪A' } } },
    { my_chat_member: { ...change, old_chat_member: { ...member, status: 'left' }, new_chat_member: member } },
    { my_chat_member: { ...change, old_chat_member: member, new_chat_member: { ...member, status: 'kicked' } } },
    { my_chat_member: { ...change, old_chat_member: member, new_chat_member: { ...member, status: 'administrator' } } },
    { chat_join_request: { chat, from: alice, user_chat_id: ALICE, date: START_S, bio: '沪A12345' } },
    { callback_query: { id: '99', from: alice, data: 'x'.repeat(20), message, chat_instance: '1' } },
  ]
}
