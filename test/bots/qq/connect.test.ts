import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { WebSocket } from 'ws'
import { backoff } from '../../../src/kit/backoff.js'
import { GROUP, SELF } from '../../channels/qq-harness.js'
import { until } from '../../channels/until.js'
import { createScene, manualAfter, START } from './scene.js'

const text = (words: string) => [{ type: 'text', data: { text: words } }]
const alice = 20_002
const room = { id: String(GROUP), kind: 'group' as const }
let scene: ReturnType<typeof createScene>
beforeEach(() => {
  scene = createScene()
})
afterEach(() => scene.end())

describe('coming online over forward WebSocket', () => {
  it.each([
    ['napcat', 'wrong'],
    ['spec', 'wrong'],
    ['spec', undefined],
  ] as const)('takes a refused token (%s, %s) for what it is, and knocks rarely', async (dialect, token) => {
    const server = scene.server({ dialect, token: 'right', listen: { port: 0 } })
    await server.start()
    const timers = manualAfter()
    const channel = scene.channel({ URL: `ws://127.0.0.1:${server.port}`, TOKEN: token }, timers.after)
    await channel.start(scene.ears.sink)
    await until(() => channel.problem() === 'token_refused', 'the refusal')
    expect(channel.state()).toBe('offline')
    expect(timers.waits()).toEqual([60_000])
  })

  it('is not online before the implementation has greeted, and tries anew when it does not', async () => {
    const server = scene.server({ dialect: 'napcat', listen: { port: 0 } })
    server.faults.mute = true
    await server.start()
    const timers = manualAfter()
    const channel = scene.channel({ URL: `ws://127.0.0.1:${server.port}` }, timers.after)
    await channel.start(scene.ears.sink)
    await until(() => timers.waits().includes(15_000), 'the wait for a greeting')
    expect(server.log).toEqual([])
    expect(channel.state()).toBe('connecting')
    server.faults.mute = false
    timers.elapse(15_000)
    await until(() => timers.elapse(1_000), 'the next try')
    await until(() => channel.state() === 'online', 'online')
  })

  it('is not online as somebody else', async () => {
    const server = scene.server({ dialect: 'napcat', listen: { port: 0 } })
    await server.start()
    const channel = scene.channel({ URL: `ws://127.0.0.1:${server.port}`, ACCOUNT: '99999' })
    await channel.start(scene.ears.sink)
    await until(() => channel.problem() === 'wrong_account', 'the discovery')
    scene.world.says(alice, text('给谁的'), { group: GROUP })
    expect(channel.state()).toBe('offline')
    expect(scene.ears.events).toEqual([])
  })

  it('waits longer with every failure, and the shortest time again after a good session', async () => {
    expect([1, 2, 3, 6, 7, 50].map((failures) => backoff(failures, 0.5))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ])
    expect([backoff(1, 0), backoff(1, 0.999)]).toEqual([750, 1_250])
    const timers = manualAfter()
    const { server, channel } = await scene.online({}, (ms, run) => {
      // The pauses between lists are not what is looked at here.
      if (ms < 1_000) setImmediate(run)
      return ms < 1_000 ? () => {} : timers.after(ms, run)
    })
    await server.stop()
    await until(() => timers.elapse(1_000), 'the first try')
    await until(() => timers.elapse(2_000), 'the second try')
    await until(() => channel.problem() === 'unreachable', 'what is wrong')
    expect(channel.state()).toBe('offline')
    await until(() => timers.waits().includes(4_000), 'the third wait')
    await server.start()
    timers.elapse(4_000)
    await until(() => channel.state() === 'online', 'online')
    server.cut()
    await until(() => timers.waits().includes(1_000), 'the shortest wait')
  })

  it('gives up a peer that answers no ping, and keeps a quiet one that does', async () => {
    const timers = manualAfter()
    const { server, channel } = await scene.online({}, (ms, run) => {
      if (ms < 1_000) setImmediate(run)
      return ms < 1_000 ? () => {} : timers.after(ms, run)
    })
    const before = server.sockets
    timers.elapse(45_000)
    // The pong starts the watch anew.
    await until(() => timers.waits().includes(45_000), 'the next watch')
    expect(channel.state()).toBe('online')
    // No frame can come in between here: both looks happen before the socket gets its turn.
    timers.elapse(45_000)
    timers.elapse(45_000)
    await until(() => channel.state() !== 'online', 'the loss')
    expect(before).toBe(1)
  })

  it('is degraded while QQ itself is off line, and says so without sending', async () => {
    const { server, channel } = await scene.online()
    server.setAccountOnline(false)
    await until(() => channel.state() === 'degraded', 'degraded')
    expect(await channel.deliver({ type: 'say', room, text: '在' })).toEqual({
      outcome: 'not_sent',
      reason: 'account_offline',
      retry: true,
    })
    server.setAccountOnline(true)
    await until(() => channel.state() === 'online', 'online')
    scene.world.tell({ post_type: 'notice', notice_type: 'bot_offline', user_id: SELF, tag: '下线通知', message: '' })
    await until(() => channel.state() === 'degraded', 'kicked off')
  })
})

describe('being dialled', () => {
  async function listening() {
    const channel = scene.channel({ MODE: 'reverse', HOST: '127.0.0.1', PORT: 0, TOKEN: 'right' })
    await channel.start(scene.ears.sink)
    return { channel, url: `ws://127.0.0.1:${channel.port()}/onebot/v11/ws` }
  }
  const knock = (url: string, headers: Record<string, string>) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(url, { headers })
      socket.on('unexpected-response', (_, response) => {
        resolve(response.statusCode ?? 0)
        socket.terminate()
      })
      socket.on('open', () => {
        resolve(101)
        socket.terminate()
      })
      socket.on('error', () => undefined)
    })

  it('turns away who has no token, a wrong one, or no role that we know', async () => {
    const { url } = await listening()
    expect(await knock(url, {})).toBe(401)
    expect(await knock(url, { authorization: 'Bearer wrong' })).toBe(403)
    expect(await knock(`${url}?access_token=`, {})).toBe(403)
    expect(await knock(url, { authorization: 'Bearer right', 'x-client-role': 'Admin' })).toBe(400)
    expect(await knock(url, { authorization: 'Bearer right' })).toBe(101)
  })

  it('turns away who speaks for another account, and keeps the connection that it has', async () => {
    const { channel, url } = await listening()
    const server = scene.server({ dialect: 'napcat', token: 'right', reverse: { url, everyMs: 20 } })
    await server.start()
    await until(() => channel.state() === 'online', 'online')
    expect(await knock(url, { authorization: 'Bearer right', 'x-self-id': '404404' })).toBe(403)
    expect(channel.state()).toBe('online')
    expect(await channel.deliver({ type: 'say', room, text: '还在' })).toMatchObject({ outcome: 'sent' })
  })

  it('takes the token from the address, as one implementation gives it', async () => {
    const { channel, url } = await listening()
    const server = scene.server({ dialect: 'spec', token: 'right', reverse: { url, everyMs: 20, tokenInUrl: true } })
    await server.start()
    await until(() => channel.state() === 'online', 'online')
  })

  it('works with one socket for calls and one for events', async () => {
    const { channel, url } = await listening()
    const server = scene.server({
      dialect: 'napcat',
      token: 'right',
      reverse: { url, everyMs: 20, roles: ['API', 'Event'] },
    })
    await server.start()
    await until(() => channel.state() === 'online', 'online')
    scene.world.says(alice, text('两条线'), { group: GROUP })
    await scene.ears.hearsText('两条线')
    expect(await channel.deliver({ type: 'say', room, text: '都通' })).toMatchObject({ outcome: 'sent' })
    server.cut()
    await until(() => channel.state() !== 'online', 'the loss')
    await until(() => channel.state() === 'online', 'online again')
  })

  it('lets a new connection take the place of the old one, whose calls end unknown', async () => {
    const { channel, url } = await listening()
    const first = scene.server({ dialect: 'napcat', token: 'right', reverse: { url, everyMs: 600_000 } })
    await first.start()
    await until(() => channel.state() === 'online', 'online')
    first.faults.swallow = /^send_/
    const pending = channel.deliver({ type: 'say', room, text: '没有回音' })
    await until(() => first.log.some((each) => each.action === 'send_group_msg'), 'the call')
    const second = scene.server({ dialect: 'napcat', token: 'right', reverse: { url, everyMs: 600_000 } })
    await second.start()
    expect(await pending).toEqual({ outcome: 'unknown', reason: 'connection_lost' })
    await until(() => channel.state() === 'online' && first.sockets === 0, 'the change')
    expect(second.sockets).toBe(1)
  })

  it('says which port is busy', async () => {
    const { channel } = await listening()
    const other = scene.channel({ MODE: 'reverse', HOST: '127.0.0.1', PORT: channel.port(), TOKEN: 'right' })
    await expect(other.start(scene.ears.sink)).rejects.toMatchObject({ code: 'port_busy' })
    expect(other.problem()).toBe('port_busy')
  })
})

describe('events by HTTP POST', () => {
  async function posting() {
    const server = scene.server({ dialect: 'spec', token: 'right', listen: { port: 0 } })
    await server.start()
    const config = { MODE: 'http', URL: `http://127.0.0.1:${server.port}`, TOKEN: 'right' }
    const channel = scene.channel({ ...config, HOST: '127.0.0.1', PORT: 0, SECRET: 'shh' })
    await channel.start(scene.ears.sink)
    await until(() => channel.state() === 'online', 'online')
    const post = async (body: string | Buffer, secret?: string, signature?: string) => {
      const made = secret ? `sha1=${createHmac('sha1', secret).update(body).digest('hex')}` : signature
      const headers: Record<string, string> = made === undefined ? {} : { 'x-signature': made }
      const response = await fetch(`http://127.0.0.1:${channel.port()}/`, {
        method: 'POST',
        body: new Uint8Array(Buffer.from(body)),
        headers: { ...headers, 'x-self-id': '1' },
      })
      return response.status
    }
    return { channel, server, post }
  }
  const frame = (words: string) =>
    JSON.stringify({
      time: START / 1000,
      self_id: SELF,
      post_type: 'message',
      message_type: 'group',
      sub_type: 'normal',
      message_id: 1,
      group_id: GROUP,
      user_id: alice,
      message: words,
    })

  it('are taken with the right signature over the raw bytes only', async () => {
    const { post } = await posting()
    const spaced = frame('签名对').replace('{', '{  ')
    expect(await post(frame('没有签名'))).toBe(401)
    expect(await post(frame('签名错'), 'guess')).toBe(403)
    expect(await post(frame('签名短'), undefined, 'sha1=')).toBe(403)
    expect(await post(spaced, 'shh')).toBe(204)
    expect(scene.ears.events).toMatchObject([{ text: '签名对' }])
  })

  it('may be garbage', async () => {
    const { channel, post } = await posting()
    for (const body of ['', '{', '[]', 'null', '"x"', '\u0000', '{"post_type":"message"}', frame('x').slice(0, 40)])
      expect([204, 400]).toContain(await post(body, 'shh'))
    expect(await post(Buffer.from([0xff, 0xfe, 0x00]), 'shh')).toBe(400)
    expect(channel.state()).toBe('online')
    expect(scene.ears.events).toEqual([])
  })

  it('are answered only when they are durable', async () => {
    const { post } = await posting()
    scene.ears.broken = true
    let answered = false
    const done = post(frame('先记下来'), 'shh').then(() => {
      answered = true
    })
    await until(() => scene.ears.refused > 1, 'a second try')
    expect(answered).toBe(false)
    scene.ears.broken = false
    await done
    expect(scene.ears.events).toMatchObject([{ text: '先记下来' }])
  })

  it('need calls that are let in: a refused token is told', async () => {
    const { server } = await posting()
    const other = scene.channel({
      MODE: 'http',
      URL: `http://127.0.0.1:${server.port}`,
      TOKEN: 'wrong',
      HOST: '127.0.0.1',
      PORT: 0,
      SECRET: 'x',
    })
    await other.start(scene.ears.sink)
    await until(() => other.problem() === 'token_refused', 'the refusal')
    expect(other.state()).toBe('offline')
  })
})
