import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '../../channels/until.js'
import { createOneBotServer, createOneBotWorld, type OneBotServer, Trouble } from '../../kit/onebot/index.js'
import { ears as createListener } from './koishi-ears.js'

// Koishi's ES modules do not find each other outside its own starter.
const load = createRequire(import.meta.url)
const { Context, h, Logger } = load('koishi') as typeof import('koishi')
const adapter = load('koishi-plugin-adapter-onebot').default
const http = load('@koishijs/plugin-http').default
const serverPlugin = load('@koishijs/plugin-server').default

/** Universal.Status.ONLINE, which exists for the compiler only. */
const ONLINE = 1
const SELF = 10_001
const GROUP = 700_001

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

Logger.levels.base = Logger.SILENT

/** The test server is judged by a client that others wrote: what Koishi's adapter takes for QQ is close enough to it. */
describe.each([
  ['ws', 'napcat'],
  ['ws-reverse', 'napcat'],
  ['ws', 'spec'],
] as const)('Koishi over %s, dialect %s, takes the test server for QQ', (protocol, dialect) => {
  const world = createOneBotWorld({ user_id: SELF, nickname: '车友管家' }, () => Date.UTC(2026, 8, 1, 2))
  const app = new Context()
  const heard = createListener(app)
  const plugins: { dispose(): boolean }[] = []
  let server: OneBotServer

  beforeAll(async () => {
    world.addGroup(GROUP, '追风车友群')
    world.addMember(GROUP, { user_id: 1, nickname: '店长', role: 'owner' })
    world.addMember(GROUP, { user_id: 2, nickname: '爱丽', card: '沪A-爱丽' })
    const port = await freePort()
    const token = 'secret'
    server = createOneBotServer(world, {
      dialect,
      token,
      ...(protocol === 'ws'
        ? { listen: { port: 0 } }
        : { reverse: { url: `ws://127.0.0.1:${port}/onebot`, everyMs: 20 } }),
    })
    plugins.push(app.plugin(http), app.plugin(serverPlugin, { host: '127.0.0.1', port }))
    if (protocol === 'ws') await server.start()
    const endpoint = `ws://127.0.0.1:${server.port}/`
    plugins.push(
      app.plugin(adapter, { selfId: String(SELF), token, protocol, responseTimeout: 900, endpoint, advanced: {} }),
    )
    await app.start()
    if (protocol === 'ws-reverse') await server.start()
    await until(() => app.bots[0]?.status === ONLINE, 'Koishi on line')
  })
  afterAll(async () => {
    // Last in, first out: Koishi's own order takes the services away from those that still use them.
    for (const plugin of plugins.reverse()) plugin.dispose()
    await app.stop()
    await server.close()
  })
  const bot = () => app.bots[0]!

  it('is logged in as the account', async () => {
    expect((await bot().getLogin()).user).toMatchObject({ id: String(SELF), name: '车友管家' })
  })

  it('hears messages with odd characters, mentions, answers', async () => {
    const odd = '[CQ:at,qq=all] & &amp; <b> 👨‍👩‍👧'
    const { message_id } = world.says(2, [{ type: 'text', data: { text: odd } }], { group: GROUP })
    const event = await heard('message-created', (session) => session.messageId === String(message_id))
    expect(
      h
        .select(event.elements ?? [], 'text')
        .map(({ attrs }) => attrs.content)
        .join(''),
    ).toBe(odd)
    expect(event).toMatchObject({ userId: '2', guildId: String(GROUP), timestamp: Date.UTC(2026, 8, 1, 2) })
    world.says(
      2,
      [
        { type: 'at', data: { qq: String(SELF) } },
        { type: 'text', data: { text: ' 在吗' } },
      ],
      { group: GROUP },
    )
    const call = await heard('message-created', (session) => (session.content ?? '').includes('在吗'))
    expect(h.select(call.elements ?? [], 'at')[0]?.attrs.id).toBe(String(SELF))
    world.says(2, [{ type: 'text', data: { text: '私聊' } }], {})
    expect(await heard('message-created', (session) => session.content === '私聊')).toMatchObject({
      isDirect: true,
      userId: '2',
    })
  })

  it('hears joins, departures, recalls and requests', async () => {
    world.joins(GROUP, { user_id: 3, nickname: '新人' })
    await heard('guild-member-added', (session) => session.userId === '3')
    world.removes(GROUP, 3, 1)
    await heard('guild-member-removed', (session) => session.userId === '3')
    const { message_id } = world.says(2, [{ type: 'text', data: { text: '撤' } }], { group: GROUP })
    world.recall(message_id, 2)
    await heard('message-deleted', (session) => session.messageId === String(message_id))
    const { flag } = world.asksIn(GROUP, 4, '想进来', '沪A12345')
    const request = await heard('guild-member-request', (session) => session.userId === '4')
    expect(request.messageId).toBe(flag)
    await bot().handleGuildMemberRequest(flag, true)
    expect(world.group(GROUP).members.has(4)).toBe(true)
  })

  it('speaks, takes back, mutes and removes', async () => {
    const [id] = await bot().sendMessage(String(GROUP), [h.at('2'), h.text(' 你好 [CQ:face,id=1] & ,')])
    const sent = world.messages.get(Number(id))
    expect(sent?.message).toMatchObject([
      { type: 'at', data: { qq: '2' } },
      { type: 'text', data: { text: ' 你好 [CQ:face,id=1] & ,' } },
    ])
    await bot().deleteMessage(String(GROUP), id as string)
    expect(sent?.recalled).toBe(true)
    await bot().muteGuildMember(String(GROUP), '2', 600_000)
    expect(world.member(GROUP, 2).shut_up_timestamp).toBe(world.seconds() + 600)
    const list = await bot().getGuildMemberList(String(GROUP))
    expect(list.data.map((each) => each.user?.id)).toContain('2')
    await bot().kickGuildMember(String(GROUP), '2')
    expect(world.group(GROUP).members.has(2)).toBe(false)
  })

  it('meets the faults as errors', async () => {
    await expect(bot().kickGuildMember(String(GROUP), '1')).rejects.toThrow()
    server.faults.trouble = { action: /^send_/, after: 0, trouble: new Trouble('rate_limit', '发送过于频繁') }
    await expect(bot().sendMessage(String(GROUP), '太快')).rejects.toThrow()
  })
})
