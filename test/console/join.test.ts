import { afterEach, describe, expect, it } from '@jest/globals'
import { createJoinForm } from '../../src/features/registration/index.js'
import { signToken } from '../../src/features/registration/link.js'
import { DAY } from '../../src/kit/clock.js'
import { createVault } from '../../src/kit/crypto.js'
import { AuditEntry, Customer, Member, OutboxItem, Registration, Vehicle } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'
import { closeAll, createHarnessApp } from './harness.js'

const PUBLIC = 'join.example.com'
const vault = createVault(Buffer.alloc(32, 7))
const GIVEN = {
  name: '周建国',
  phone: '13800138000',
  model: '追风 X3',
  plate: '沪A12345',
  bought: '2024-03-12',
  need: '',
  consent: 'on',
}

let g: TestGroup
afterEach(async () => {
  await closeAll()
  await g.close()
})

/** The dealer's group with its web server: 老周 has been sent a link in the chat. */
async function open(engine: keyof typeof ENGINES = 'sqlite') {
  g = await group({
    engine,
    members: ['追风车主-老周', '追风车主-大壮'],
    staff: { 朵朵: 'service' },
    publicUrl: `https://${PUBLIC}`,
  })
  const { store, clock, app } = g
  const { ids, say, dealer } = app.pipeline
  const join = createJoinForm({ store, vault, ids, dealer, say, clock, onSent: app.outbox.wake })
  const server = await createHarnessApp({ publicName: PUBLIC }, { join })
  const ask = (path: string, headers: Record<string, string> = {}) =>
    server.ask(path, { headers: { host: PUBLIC, ...headers } })
  const send = (path: string, values: Record<string, string>) =>
    server.ask(path, {
      method: 'POST',
      // A page without referrer sends its form without an origin.
      headers: { host: PUBLIC, origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(values).toString(),
    })
  await g.says('老周', '大家早')
  await g.whispers('老周', '登记')
  const link = /https:\/\/join\.example\.com(\/join\/\S+)/.exec(g.lastWhisper('老周'))?.[1] ?? ''
  return { ask, send, link }
}

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('the form behind a link, on %s', (engine) => {
  it('keeps what a member types, sealed, with the consent, and tells the staff masked', async () => {
    const { ask, send, link } = await open(engine)
    const page = await ask(link)
    expect(page.status).toBe(200)
    expect(page.body).toContain('<html lang="zh-CN">')
    expect(page.body).toContain('登记前先跟您说清楚：星途行')
    const thanks = await send(link, GIVEN)
    expect([thanks.status, thanks.body]).toEqual([200, expect.stringContaining('登记好啦，谢谢您！')])
    await g.settle()
    g.staffGot(
      '追风车主-老周 登记好了：\n姓名：周**\n电话：138****8000\n车型：追风 X3\n车牌：沪A***45\n提车日期：2024-03-12',
    )
    const [customer, car, registration] = await g.read(async (db) => {
      const registration = await db.findOneByOrFail(Registration, {})
      const { customerId } = registration
      return [
        await db.findOneByOrFail(Customer, { id: customerId }),
        await db.findOneByOrFail(Vehicle, { customerId }),
        registration,
      ] as const
    })
    expect([customer.realName, customer.phone, car.plate].map((sealed) => vault.open(sealed ?? ''))).toEqual([
      '周建国',
      '13800138000',
      '沪A12345',
    ])
    expect(registration).toMatchObject({
      state: 'done',
      consentAt: g.clock.now(),
      consentVersion: expect.stringMatching(/^zh-CN-/),
      consentWay: 'form',
    })
    const said = JSON.stringify(await g.read(async (db) => [await db.find(OutboxItem), await db.find(AuditEntry)]))
    for (const secret of ['周建国', '13800138000', '沪A12345']) expect(said).not.toContain(secret)

    const again = await ask(link)
    expect(again.body).toContain('已登记，不改就留空')
    for (const secret of ['周建国', '13800138000', '沪A12345', '追风 X3', '老周'])
      expect(again.body).not.toContain(secret)
    expect((await send(link, { phone: '13900139000', consent: 'on' })).status).toBe(200)
    const changed = await g.read((db) => db.findOneByOrFail(Customer, { id: customer.id }))
    expect([vault.open(changed.realName ?? ''), vault.open(changed.phone ?? '')]).toEqual(['周建国', '13900139000'])
    await g.whispers('老周', '登记')
    expect(g.lastWhisper('老周')).toContain('您登记的是：\n姓名：周**\n电话：139****9000')
  })
})

describe('the form', () => {
  it('says kindly what is wrong, gives back what was typed, and keeps nothing', async () => {
    const { send, link } = await open()
    const answer = await send(link, {
      ...GIVEN,
      phone: '1380013800',
      plate: '"><b>x',
      bought: '2099-01-01',
      consent: '',
    })
    expect(answer.status).toBe(400)
    const { consent: _consent, ...unticked } = GIVEN
    const faulty = await send(link, { ...unticked, phone: '1380013800', plate: '"><b>x', bought: '2099-01-01' })
    expect(faulty.status).toBe(422)
    for (const words of ['要 11 位手机号', '车牌没认出来', '提车日期要在今天之前', '要您同意，我们才能保存'])
      expect(faulty.body).toContain(words)
    expect(faulty.body).toContain('value="周建国"')
    expect(faulty.body).not.toContain('"><b>x')
    const empty = await send(link, { consent: 'on' })
    expect(empty.body).toContain('写真实姓名就好')
    expect(empty.body).toContain('value="on" checked')
    expect(await g.read((db) => db.findOneByOrFail(Registration, {}))).toMatchObject({ state: 'open', consentAt: null })
    expect(await g.read((db) => db.count(Vehicle))).toBe(0)
  })

  it('takes nothing that it did not ask for', async () => {
    const { send, link } = await open()
    const answer = await send(link, { ...GIVEN, customerId: 'somebody' })
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('填的内容没读懂')])
    expect((await send(link, { ...GIVEN, need: '长'.repeat(70_000) })).status).toBe(413)
  })

  it('opens for the member of the link only, and until it expires', async () => {
    const { ask, send, link } = await open()
    const gone = expect.stringContaining('这个链接打不开了')
    await g.says('大壮', '大家早')
    const other = await g.read((db) => db.findOneByOrFail(Member, { externalId: '大壮' }))
    const [, , token = ''] = link.split('/')
    const [, until, signature] = token.split('.')
    for (const forged of [`${other.id}.${until}.${signature}`, `${token}x`, 'x', `x.${until}.${signature}`]) {
      const answer = await ask(`/join/${forged}`)
      expect([answer.status, answer.body]).toEqual([410, gone])
    }
    const unknown = signToken('no-such-member', g.clock.now() + DAY, vault)
    expect((await ask(`/join/${unknown}`)).status).toBe(410)
    await g.advance('7d')
    expect((await send(link, GIVEN)).status).toBe(410)
    expect(await g.read((db) => db.countBy(Registration, { state: 'done' }))).toBe(0)
  })

  it('is not for those who work here', async () => {
    const { ask } = await open()
    await g.says('朵朵', '大家好')
    const staff = await g.read((db) => db.findOneByOrFail(Member, { externalId: '朵朵' }))
    expect((await ask(`/join/${signToken(staff.id, g.clock.now() + DAY, vault)}`)).status).toBe(410)
  })

  it('speaks English too, and records the wording that was shown', async () => {
    const { ask, send, link } = await open()
    const page = await ask(`${link}?lang=en`)
    expect(page.body).toContain('<html lang="en">')
    expect(page.body).toContain('I have read this and agree')
    expect((await ask(`${link}?lang=xx`)).body).toContain('<html lang="zh-CN">')
    expect((await send(`${link}?lang=en`, GIVEN)).body).toContain('You are registered, thank you!')
    const registration = await g.read((db) => db.findOneByOrFail(Registration, {}))
    expect(registration.consentVersion).toMatch(/^en-/)
  })

  it('keeps its address to itself, and lets nothing else run', async () => {
    const { ask, link } = await open()
    const { headers } = await ask(link)
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';style-src 'sha256-[\w+/=]+';form-action 'self';base-uri 'none';frame-ancestors 'none'$/,
    )
  })

  it('is all that is reached under the public name', async () => {
    const { ask } = await open()
    for (const url of ['/api/health', '/api/sandbox/state', '/', '/joint']) expect((await ask(url)).status).toBe(403)
    expect((await ask('/join/x', { host: 'evil.example' })).status).toBe(403)
  })

  it('asks for patience when somebody knocks too often', async () => {
    const { ask, link } = await open()
    const statuses: (number | undefined)[] = []
    for (let n = 0; n < 31; n++) statuses.push((await ask(link)).status)
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200))
    const last = await ask(link)
    expect([last.status, last.body]).toEqual([429, expect.stringContaining('请过一分钟再试')])
    expect((await ask(link, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(200)
  })
})

describe('a link that was shown in a group', () => {
  it('is good for whoever knows the number that the store has, and changes nothing that is known', async () => {
    const { ask, send } = await open()
    const member = await g.read((db) => db.findOneByOrFail(Member, { externalId: '老周', group: { kind: 'owners' } }))
    const link = `/join/${signToken(member.id, g.clock.now() + DAY, vault, true)}`
    expect((await send(link, GIVEN)).status).toBe(200)
    await g.settle()
    g.staffGot('这份是从群里的链接填的')
    expect((await ask(link)).status).toBe(200)
    expect((await send(link, { ...GIVEN, name: '李鬼', phone: '13900139000' })).status).toBe(422)
    expect((await send(link, { ...GIVEN, name: '李鬼' })).status).toBe(200)
    const { realName } = await g.read((db) => db.findOneByOrFail(Customer, { id: member.customerId ?? '' }))
    expect(vault.open(realName ?? '')).toBe(GIVEN.name)
  })
})
