import { createQqChannel } from '../../bots/qq/channel.js'
import type { QqConfig } from '../../bots/qq/config.js'
import type { After } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import { silentLog } from '../../src/kit/log.js'
import type { Sink } from '../../src/message/index.js'
import {
  createOneBotServer,
  createOneBotWorld,
  type Dialect,
  type OneBotOptions,
  type OneBotServer,
  type Segment,
  Trouble,
} from '../kit/onebot/index.js'
import type { Harness } from './harness.js'
import { until } from './until.js'

export const SELF = 10_001
export const GROUP = 700_001
const STAFF = 700_002
const [OWNER, ALICE, BOB] = [20_001, 20_002, 20_003]
const START = Date.UTC(2026, 8, 1, 2)
const TOKEN = 'a-token-for-tests'
export const TEXT_LIMIT = 500

/** Waits between tries and pieces are cut short; how long an answer may take stays as it is. */
export const hasty: After = (ms, run) => {
  const timer = setTimeout(run, ms < 10_000 ? ms / 50 : ms)
  return () => clearTimeout(timer)
}

export type Transport = 'forward' | 'reverse' | 'http'

export interface QqHarnessOptions {
  transport: Transport
  dialect: Dialect
  format?: 'array' | 'string'
}

export function createQqWorld(clock: { now(): number }) {
  const world = createOneBotWorld({ user_id: SELF, nickname: '车友管家' }, clock.now)
  world.addGroup(GROUP, '追风车友群')
  world.addMember(GROUP, { user_id: OWNER, nickname: '店长老郑', role: 'owner' })
  world.addMember(GROUP, { user_id: ALICE, nickname: '爱丽', card: '沪A-爱丽 远航' })
  world.addMember(GROUP, { user_id: BOB, nickname: '小波' })
  return world
}

/** The channel and the implementation, each with the address of the other. */
function connect(
  { dialect, format = 'array' }: QqHarnessOptions,
  world: ReturnType<typeof createQqWorld>,
  clock: Clock,
) {
  const make = (config: Record<string, unknown>) =>
    createQqChannel({ ACCOUNT: String(SELF), CARD_POLL_MINUTES: 15, TEXT_LIMIT, ...config } as QqConfig, {
      clock,
      log: silentLog,
      chance: () => 0.5,
      after: hasty,
    })
  const base: OneBotOptions = { dialect, format, token: TOKEN }
  const listening = createOneBotServer(world, { ...base, listen: { port: 0 } })
  const host = { HOST: '127.0.0.1', PORT: 0, TOKEN }
  return { make, base, listening, host }
}

export async function createQqHarness(
  options: QqHarnessOptions,
  sink: Sink,
  clock: Clock = { now: () => START },
): Promise<Harness> {
  const world = createQqWorld(clock)
  world.addGroup(STAFF, '同事群')
  world.addMember(STAFF, { user_id: OWNER, nickname: '店长老郑', role: 'owner' })
  const { make, base, listening, host } = connect(options, world, clock)
  let server: OneBotServer = listening
  let channel: ReturnType<typeof make>
  if (options.transport === 'forward') {
    await server.start()
    channel = make({ MODE: 'forward', URL: `ws://127.0.0.1:${server.port}`, TOKEN })
    await channel.start(sink)
  } else if (options.transport === 'reverse') {
    channel = make({ MODE: 'reverse', ...host })
    await channel.start(sink)
    server = createOneBotServer(world, {
      ...base,
      reverse: { url: `ws://127.0.0.1:${channel.port()}/onebot/v11/ws`, everyMs: 20 },
    })
    await server.start()
  } else {
    // The implementation's address is known before ours, and ours before it starts to post.
    await listening.start()
    const { port } = listening
    await listening.close()
    channel = make({ MODE: 'http', URL: `http://127.0.0.1:${port}`, SECRET: TOKEN, ...host })
    await channel.start(sink)
    const post = { url: `http://127.0.0.1:${channel.port()}/`, secret: TOKEN }
    server = createOneBotServer(world, { ...base, listen: { port }, post })
    await server.start()
  }
  await until(() => channel.state() === 'online', 'online')
  await until(() => server.log.some((each) => each.action === 'get_group_system_msg'), 'the first lists')

  const number = Number
  const said = (id: string) => world.messages.get(number(id))
  const member = (person: string) => world.group(GROUP).members.get(number(person))
  const nameOf = (person: string) => member(person)?.card || member(person)?.nickname || person
  const seconds = (at: number | undefined) => (at === undefined ? undefined : Math.floor(at / 1000))
  let newcomers = 30_000
  let groups = 800_000

  return {
    channel,
    room: { id: String(GROUP), kind: 'group' },
    staffRoom: { id: String(STAFF), kind: 'group' },
    owner: String(OWNER),
    alice: String(ALICE),
    bob: String(BOB),
    nameOf,
    async says(person, text, { mentions = [], replyTo, whisper, amongStaff, at, image } = {}) {
      const segments: Segment[] = replyTo ? [{ type: 'reply', data: { id: replyTo } }] : []
      let rest = text
      for (const each of mentions) {
        segments.push({ type: 'at', data: { qq: each } })
        rest = rest.replace(each === channel.account ? '@我' : `@${nameOf(each)}`, '')
      }
      if (rest) segments.push({ type: 'text', data: { text: rest } })
      if (image)
        segments.push({
          type: 'image',
          data: { file: 'a.jpg', url: image === true ? 'https://example.com/a.jpg' : image },
        })
      const where = whisper ? {} : { group: amongStaff ? STAFF : GROUP }
      const stored = world.at(seconds(at), () => world.says(number(person), segments, where))
      return String(stored.message_id)
    },
    async joins(nickname, invitedBy) {
      const user_id = ++newcomers
      world.joins(GROUP, { user_id, nickname }, invitedBy === undefined ? undefined : number(invitedBy))
      return String(user_id)
    },
    leaves: async (person) => world.leaves(GROUP, number(person)),
    removes: async (person, by) => world.removes(GROUP, number(person), number(by)),
    setsCard: async (person, card) => world.setsCard(GROUP, number(person), card),
    takesBack: async (id, by) => world.recall(number(id), number(by)),
    mutes: async (person, by, duration) => world.mute(GROUP, number(person), number(by), duration),
    async asksIn(nickname, answer) {
      const user_id = ++newcomers
      world.asksIn(GROUP, user_id, nickname, `问题：车牌和车型？\n答案：${answer}`)
      return String(user_id)
    },
    async bringsIn(by, name) {
      const id = ++groups
      world.bringsUs(id, name, number(by))
      return { id: String(id), kind: 'group' }
    },
    async invites(by, name) {
      const id = ++groups
      world.invitesUs(id, name, number(by))
      return { id: String(id), kind: 'group' }
    },
    throwsOut: async ({ id }, by) => world.losesUs(number(id), 'kick_me', number(by)),
    isInside: ({ id }) => world.groups.has(number(id)),
    presses: () => Promise.reject(new Error('QQ shows a bot no buttons')),
    repeats: async () => server.repeat(),
    posts: (place = String(GROUP)) =>
      [...world.messages.values()]
        .filter(({ from, group, peer, recalled }) => from === SELF && !recalled && (group ?? peer) === number(place))
        .map(({ message_id, message }) => {
          const quoted = message.find((each) => each.type === 'reply')?.data.id
          const of = (type: string, key: string) =>
            message.filter((each) => each.type === type).map((each) => String(each.data[key]))
          return {
            id: String(message_id),
            text: message
              .map(({ type, data }) =>
                type === 'text' ? data.text : type === 'at' ? `@${nameOf(String(data.qq))}` : '',
              )
              .join(''),
            mentions: of('at', 'qq'),
            ...(quoted === undefined ? {} : { replyTo: String(quoted) }),
          }
        }),
    notices: () => world.group(GROUP).notices,
    isGone: (id) => Boolean(said(id)?.recalled),
    isMuted: (person) => (member(person)?.shut_up_timestamp ?? 0) > world.seconds(),
    isMember: (person) => member(person) !== undefined,
    cardOf: (person) => member(person)?.card,
    async setAdmin(admin) {
      const role = admin ? 'admin' : 'member'
      world.member(GROUP, SELF).role = role
      const notice = { post_type: 'notice', notice_type: 'group_admin', sub_type: admin ? 'set' : 'unset' }
      world.tell({ ...notice, group_id: GROUP, user_id: SELF })
      // Calls overtake events, but on one wire they do not: what follows finds the news already told.
      await server.posted()
    },
    faults: {
      rateLimit(after = 0) {
        server.faults.trouble = {
          action: /^send_/,
          after,
          trouble: new Trouble('rate_limit', '发送过于频繁，请稍后再试'),
        }
      },
      lostAnswer() {
        server.faults.lostAnswer = /^send_/
      },
    },
    goesDown: () => server.stop(),
    comesBack: () => server.start(),
    frames: {
      samples: () => sampleFrames(),
      async send(frames) {
        for (const frame of frames) server.emit(frame)
        // A heartbeat says again that the account is on line, whatever a damaged one claimed.
        server.setAccountOnline(true)
        await server.posted()
      },
    },
    async stop() {
      await channel.stop()
      await server.close()
    },
  }
}

/** Frames of every kind, as implementations send them. */
export function sampleFrames(): Record<string, unknown>[] {
  const base = { time: START / 1000, self_id: SELF }
  const group = { ...base, group_id: GROUP, user_id: ALICE }
  const sender = { user_id: ALICE, nickname: '爱丽', card: '沪A-爱丽 远航', role: 'member', sex: 'unknown', age: 0 }
  const text = { type: 'text', data: { text: ' 想换车' } }
  const message = {
    ...group,
    post_type: 'message',
    message_type: 'group',
    sub_type: 'normal',
    message_id: -7,
    sender,
    font: 0,
  }
  const notice = { ...group, post_type: 'notice', operator_id: OWNER }
  return [
    { ...message, message: [{ type: 'reply', data: { id: '5' } }, { type: 'at', data: { qq: String(SELF) } }, text] },
    { ...message, message: '[CQ:at,qq=10001] 看看&#91;图&#93;[CQ:image,file=a.jpg,url=https://example.com/a.jpg]' },
    {
      ...message,
      message: [
        { type: 'json', data: { data: '{"prompt":"[分享]好车"}' } },
        { type: 'image', data: { file: 'b' } },
      ],
    },
    {
      ...base,
      post_type: 'message',
      message_type: 'private',
      sub_type: 'friend',
      user_id: BOB,
      message_id: 9,
      message: [text],
      sender,
    },
    { ...notice, notice_type: 'group_increase', sub_type: 'approve' },
    { ...notice, notice_type: 'group_decrease', sub_type: 'kick' },
    { ...notice, notice_type: 'group_increase', sub_type: 'invite', user_id: SELF },
    { ...notice, notice_type: 'group_decrease', sub_type: 'kick_me', user_id: SELF },
    { ...group, post_type: 'request', request_type: 'group', sub_type: 'invite', comment: '', flag: '78' },
    { ...notice, notice_type: 'group_card', card_new: '沪B', card_old: '沪A' },
    { ...notice, notice_type: 'group_ban', sub_type: 'ban', duration: 60 },
    { ...notice, notice_type: 'group_recall', message_id: -7 },
    { ...notice, notice_type: 'group_admin', sub_type: 'unset' },
    { ...notice, notice_type: 'group_upload', file: { id: 'f', name: '手册.pdf', size: 3, busid: 1 } },
    { ...notice, notice_type: 'notify', sub_type: 'group_name', name_new: '新群名' },
    { ...group, post_type: 'request', request_type: 'group', sub_type: 'add', comment: '沪A12345', flag: '77' },
    {
      ...base,
      post_type: 'meta_event',
      meta_event_type: 'heartbeat',
      interval: 30_000,
      status: { online: true, good: true },
    },
    { ...base, post_type: 'meta_event', meta_event_type: 'lifecycle', sub_type: 'connect' },
    { status: 'ok', retcode: 0, data: { message_id: 1 }, echo: 'cheyou-1' },
  ]
}
