import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { readConfig } from '../../src/kit/config.js'
import { Job } from '../../src/store/index.js'
import { type AlarmPayload, sendMail, withoutSecondWay } from '../../src/watch/index.js'
import { qqAccounts, type TwoAccounts } from '../kit/two-accounts.js'

const [SECOND, MINUTE] = [1_000, 60_000]
const PASSWORD = 'the-password-of-the-shop'

let g: TwoAccounts | undefined
const open: { close(): unknown }[] = []
afterEach(async () => {
  await g?.close()
  g = undefined
  for (const each of open.splice(0)) each.close()
})

/** A receiver that answers with these codes, one after the other, and then with 200. */
async function receiver(...codes: number[]) {
  const got: unknown[] = []
  const server: Server = createServer(async (request, response) => {
    got.push(await json(request))
    response.writeHead(codes.shift() ?? 200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(server)
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=secret` }
}

/** A mail server that lets in whoever knows the password. */
async function mailServer() {
  const got: { from: string; to: string[]; text: string }[] = []
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) =>
      password === PASSWORD ? done(null, { user: 'shop' }) : done(new Error('who are you?')),
    async onData(stream, { envelope }, done) {
      let text = ''
      for await (const piece of stream.setEncoding('utf8')) text += piece
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      got.push({ from, to: envelope.rcptTo.map(({ address }) => address), text })
      done()
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  open.push({ close: () => server.close(() => undefined) })
  const { port } = listener.address() as AddressInfo
  return { got, url: (password: string) => `smtp://shop%40example.com:${password}@127.0.0.1:${port}` }
}

describe('an alarm by webhook', () => {
  it('tells what is down and since when, tries again when it is refused, and tells of the end', async () => {
    const { got, url } = await receiver(500)
    g = await qqAccounts({ webhook: url })
    const since = new Date(g.clock.now()).toISOString()
    await g.goesDown()
    await g.passes(MINUTE)
    expect(got).toHaveLength(1)
    const [failed] = await g.read((db) => db.findBy(Job, { task: 'watch.webhook' }))
    expect(failed?.error).toBe('the webhook answered 500')
    await g.passes(MINUTE)
    expect(got).toHaveLength(2)
    expect(got[1]).toEqual({
      event: 'account.down',
      text: expect.stringContaining('QQ 10001 掉线了'),
      channel: 'qq',
      account: '10001',
      state: 'offline',
      problem: 'unreachable',
      since,
      at: new Date(Date.parse(since) + MINUTE).toISOString(),
    })
    await g.passes(10 * MINUTE)
    await g.comesBack()
    await g.passes(31 * SECOND)
    expect(got.slice(2)).toEqual([
      expect.objectContaining({ event: 'account.up', state: 'online', problem: null, since }),
    ])
  })

  it('says in the error nothing of the address, which holds a secret', async () => {
    g = await qqAccounts({ webhook: 'http://127.0.0.1:9/hook?key=secret' })
    await g.goesDown()
    await g.passes(MINUTE)
    const [failed] = await g.read((db) => db.findBy(Job, { task: 'watch.webhook' }))
    expect(failed?.error).toBe('the webhook cannot be reached: TypeError')
  })
})

describe('an alarm by mail', () => {
  it('comes from the one who logs in, with the first line as subject', async () => {
    const { got, url } = await mailServer()
    g = await qqAccounts({ mail: { to: 'boss@example.com, duty@example.com', smtp: url(PASSWORD) } })
    await g.goesDown()
    await g.passes(MINUTE)
    expect(got).toMatchObject([{ from: 'shop@example.com', to: ['boss@example.com', 'duty@example.com'] }])
    const subject = /^Subject: (.*(?:\r\n .*)*)/m.exec(got[0]?.text ?? '')?.[1] ?? ''
    const words = subject.replace(/=\?UTF-8\?B\?(.*?)\?=\s*/g, (_, piece) =>
      Buffer.from(piece, 'base64').toString('latin1'),
    )
    expect(Buffer.from(words, 'latin1').toString('utf8')).toContain('QQ 10001 掉线了')
  })

  it('says when the server refuses it, and never the password', async () => {
    const { url } = await mailServer()
    const sent = sendMail({ to: 'boss@example.com', smtp: url('wrong') }, { text: '掉线了' } as AlarmPayload)
    await expect(sent).rejects.toThrow(/^the mail server did not take it: EAUTH$/)
  })
})

describe('the configuration of alarms', () => {
  it.each([
    [{ CHEYOU_ALARM_WEBHOOK: 'ftp://example.com' }, 'CHEYOU_ALARM_WEBHOOK'],
    [{ CHEYOU_ALARM_MAIL_TO: 'boss', CHEYOU_SMTP_URL: 'smtp://example.com' }, 'CHEYOU_ALARM_MAIL_TO'],
    [{ CHEYOU_ALARM_MAIL_TO: 'boss@example.com' }, 'CHEYOU_SMTP_URL'],
    [{ CHEYOU_ALARM_MAIL_TO: 'boss@example.com', CHEYOU_SMTP_URL: 'http://example.com' }, 'CHEYOU_SMTP_URL'],
  ])('refuses %j', (env, name) => {
    expect(() => readConfig(env)).toThrow(
      expect.objectContaining({ code: 'config_invalid', params: expect.objectContaining({ name }) }),
    )
  })

  it('takes a webhook, and mail to several', () => {
    const env = {
      CHEYOU_ALARM_WEBHOOK: 'https://a.example/x?y=1',
      CHEYOU_ALARM_MAIL_TO: 'a@b.cn, c@d.cn',
      CHEYOU_SMTP_URL: 'smtps://u:p@s.cn',
    }
    expect(readConfig(env)).toMatchObject({ ALARM_WEBHOOK: env.CHEYOU_ALARM_WEBHOOK, SMTP_URL: env.CHEYOU_SMTP_URL })
  })
})

describe('accounts without a second way', () => {
  const account = (kind: 'qq' | 'wechat' | 'sandbox', staffRooms = 0) => {
    const room = (_: unknown, n: number) => ({
      id: String(n),
      name: '同事群',
      staff: n < staffRooms,
      presence: 'here' as const,
    })
    return { kind, account: kind, rooms: Array.from({ length: staffRooms + 1 }, room) }
  }

  it.each([
    ['the only account, whose staff room goes down with it', [account('sandbox', 1), account('qq', 1)], {}, ['qq']],
    ['of two, the one with the only staff room', [account('qq', 1), account('wechat')], {}, ['qq']],
    ['none when each has the room of the other', [account('qq', 1), account('wechat', 1)], {}, []],
    ['none when there is a webhook', [account('qq')], { webhook: 'https://a.example' }, []],
    ['none in the sandbox alone', [account('sandbox', 1)], {}, []],
  ])('%s', (_, accounts, ways, lacking) => {
    expect(withoutSecondWay(accounts, ways).map(({ account }) => account)).toEqual(lacking)
  })
})
