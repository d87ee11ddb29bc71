import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createTelegramChannel } from '../../../bots/telegram/channel.js'
import type { WebhookConfig } from '../../../bots/telegram/config.js'
import { silentLog } from '../../../src/kit/log.js'
import { hasty } from '../../channels/telegram-harness.js'
import { until } from '../../channels/until.js'
import { ALICE, createScene, GROUP, ROOM, type Scene, START_S, TOKEN } from './scene.js'

let scene: Scene
beforeEach(async () => {
  scene = await createScene('webhook')
})
afterEach(() => scene.end())

const SECRET = 'x-telegram-bot-api-secret-token'
const config = () => scene.config as WebhookConfig
const alice = { id: ALICE, is_bot: false, first_name: '爱丽' }
const update = (text: string, message_id = 7) =>
  JSON.stringify({
    update_id: message_id,
    message: { message_id, date: START_S, chat: { id: GROUP, type: 'supergroup' }, from: alice, text },
  })

interface Call {
  method?: string
  path?: string
  secret?: string
}

/** What a call to our port is answered with. */
function call(body: string | Buffer, { method = 'POST', path = '/telegram', secret = config().SECRET }: Call = {}) {
  return new Promise<number>((resolve, reject) => {
    const headers = { 'content-length': Buffer.byteLength(body), ...(secret && { [SECRET]: secret }) }
    const asked = request({ port: config().PORT, method, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

describe('a call to the webhook', () => {
  it('is heard with the secret that Telegram was told, at the address that it was told', async () => {
    expect(scene.calls('setWebhook')).toEqual([
      {
        url: config().WEBHOOK_URL,
        secret_token: config().SECRET,
        allowed_updates: ['message', 'callback_query', 'chat_member', 'my_chat_member', 'chat_join_request'],
        max_connections: 1,
      },
    ])
    expect(await call(update('真的'))).toBe(200)
    expect(scene.ears.events).toMatchObject([{ text: '真的' }])
  })

  it.each([
    ['without a secret', 401, { secret: '' }],
    ['with a wrong secret', 401, { secret: 'a-secret-for-testz' }],
    ['with half of the secret', 401, { secret: 'a-secret' }],
    ['with more than the secret', 401, { secret: 'a-secret-for-tests-and-more' }],
    ['at another address', 404, { path: '/' }],
    ['that asks instead of telling', 404, { method: 'GET' }],
  ])('is refused %s', async (_, status, how) => {
    expect(await call(update('假的'), how)).toBe(status)
    expect(scene.ears.events).toEqual([])
  })

  it('may be damaged: 400, so that Telegram brings it again', async () => {
    for (const body of ['', '{', update('半句').slice(0, 60), Buffer.from([0xff, 0xfe, 0x00])])
      expect(await call(body)).toBe(400)
    expect(scene.ears.events).toEqual([])
  })

  it('may tell what says nothing to us: 200, so that Telegram does not bring it for ever', async () => {
    for (const body of ['null', '[]', '"x"', '{}', '{"update_id":1,"poll":{}}', '{"message":{"text":"x"}}'])
      expect(await call(body)).toBe(200)
    expect(scene.ears.events).toEqual([])
    expect(scene.channel.state()).toBe('online')
  })

  it('is refused when it is longer than any update, told beforehand or not', async () => {
    const long = update('长'.repeat(400_000))
    expect(await call(long)).toBe(413)
    const streamed = fetch(config().WEBHOOK_URL, {
      method: 'POST',
      headers: { [SECRET]: config().SECRET },
      body: new Blob([long]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect([413, 'cut']).toContain(await streamed.then(({ status }) => status).catch(() => 'cut'))
    expect(await call(update('还在听', 8))).toBe(200)
    expect(scene.ears.events).toMatchObject([{ text: '还在听' }])
  })

  it('is answered only when what it tells is durable, and nothing overtakes it', async () => {
    scene.ears.broken = true
    const answered: number[] = []
    const say = (n: number) => call(update(`第 ${n} 句`, n)).then(() => answered.push(n))
    // Two calls at once may arrive in either order.
    const first = say(1)
    await until(() => scene.ears.refused > 0, 'a first try')
    const calls = [first, say(2)]
    await until(() => scene.ears.refused > 1, 'a second try')
    expect(answered).toEqual([])
    scene.ears.broken = false
    await Promise.all(calls)
    expect(scene.ears.events.map((event) => event.id)).toEqual(['1', '2'])
  })
})

describe('a webhook', () => {
  it('is told to Telegram again after another program of the same bot has taken it away', async () => {
    await fetch(`${scene.server.url()}/bot${TOKEN}/deleteWebhook`, { method: 'POST' })
    await until(() => scene.calls('setWebhook').length === 2, 'a second telling')
    await scene.server.says({ chat: GROUP, from: scene.user(ALICE), text: '回来了' })
    await scene.ears.hearsText('回来了')
  })

  it('knows what has never left the machine, once the connection that was kept is gone', async () => {
    await scene.server.shut()
    const say = () => scene.channel.deliver({ type: 'say', room: ROOM, text: '在吗' })
    let receipt = await say()
    while (receipt.outcome === 'unknown') receipt = await say()
    expect(receipt).toMatchObject({ outcome: 'not_sent', retry: true })
  })

  it('says which port is busy', async () => {
    const options = { clock: { now: () => START_S * 1000 }, log: silentLog, chance: () => 0.5, after: hasty }
    const other = createTelegramChannel(config(), options)
    await expect(other.start(scene.ears.sink)).rejects.toMatchObject({ code: 'port_busy' })
    expect(other.state()).toBe('offline')
    expect(other.problem()).toBe('port_busy')
    await other.stop()
  })
})
