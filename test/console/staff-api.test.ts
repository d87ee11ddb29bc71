import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ACCESS } from '../../src/console/routes/staff/index.js'
import { removeStaff } from '../../src/features/identity/index.js'
import { may } from '../../src/features/permissions.js'
import { createVault } from '../../src/kit/crypto.js'
import { AuditEntry, StaffAccount, type StaffRole } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { type StaffApi, staffApi } from '../kit/staff-api.js'

const STAFF = { 小林: 'admin', 阿正: 'manager', 小敏: 'service', 佳佳: 'sales', 老吴: 'group_admin' } as const
const HOURS = 3_600_000

let g: TestGroup
let api: StaffApi
const open = async () => {
  g = await group({ members: ['追风车主-老周'], staff: STAFF })
  api = await staffApi(g)
}
const close = async () => {
  await api.close()
  await g.close()
}

describe('logging in', () => {
  beforeEach(open)
  afterEach(close)

  it('takes the code that the bot gives a colleague in private, once', async () => {
    const code = await api.codeFor('小林')
    const { status, body, setCookie } = await api.ask('POST', '/session', { body: { code } })
    expect([status, body]).toEqual([200, { name: '小林', role: 'admin', until: g.clock.now() + 12 * HOURS }])
    expect(setCookie).toMatch(/HttpOnly.*SameSite=Strict/)
    const cookie = setCookie?.split(';')[0]
    expect((await api.ask('GET', '/session', { cookie })).body).toEqual({ name: '小林', role: 'admin' })
    expect(await api.ask('POST', '/session', { body: { code } })).toMatchObject({
      status: 401,
      body: { code: 'wrong_code' },
    })
    const left = await api.ask('DELETE', '/session', { cookie })
    expect([left.status, left.setCookie]).toEqual([
      204,
      expect.stringMatching(/^cheyou_session=;.*Max-Age=0|Expires=Thu, 01 Jan 1970/),
    ])
    // Whoever kept the cookie is out as well.
    expect(await api.ask('GET', '/session', { cookie })).toMatchObject({ status: 401 })
    expect(await api.ask('GET', '/staff/groups', { cookie })).toMatchObject({ status: 401 })
    const audited = await g.read((db) => db.findBy(AuditEntry, { what: 'identity.logged_in' }))
    expect(audited.map(({ actor }) => actor)).toEqual(['小林'])
  })

  it('is for colleagues only, and the code is for the page only', async () => {
    expect(await api.codeFor('老周')).toBe('')
    await g.staffSays('小林', '登录')
    g.staffGot('这个请私聊我发')
    await g.says('小林', '登录')
    expect(g.groupSaid()).toEqual([])
    const code = await api.codeFor('佳佳')
    await g.whispers('佳佳', code)
    g.privateGot('佳佳', '填在登录页就行')
    expect((await api.ask('POST', '/session', { body: { code } })).body).toMatchObject({ name: '佳佳' })
    const shown = await api.codeFor('小林')
    await g.says('小林', shown)
    expect((await api.ask('POST', '/session', { body: { code: shown } })).status).toBe(401)
  })

  it('counts wrong codes by address, and takes none that is too old', async () => {
    const code = await api.codeFor('小林')
    const guess = (from: string, typed: string) => api.ask('POST', '/session', { from, body: { code: typed } })
    for (let tries = 0; tries < 5; tries++) expect((await guess('10.0.0.9', 'ZZZZ-ZZZ9')).status).toBe(401)
    expect(await guess('10.0.0.9', code)).toMatchObject({ status: 429, body: { code: 'too_often' } })
    g.clock.advance(10 * 60_000)
    expect((await guess('10.0.0.8', code)).status).toBe(401)
    expect((await guess('10.0.0.8', await api.codeFor('小林'))).status).toBe(200)
    expect(await guess('10.0.0.8', 'nonsense!')).toMatchObject({ status: 400, body: { code: 'input_invalid' } })
  })

  it('ends after twelve hours, and at once for whoever is removed', async () => {
    const lin = await api.logIn('小林')
    const jia = await api.logIn('佳佳')
    expect((await jia.ask('GET', '/staff/leads')).status).toBe(200)
    await g.read((db) => db.update(StaffAccount, { name: '佳佳' }, { role: 'group_admin' }))
    expect((await jia.ask('GET', '/staff/leads')).status).toBe(403)
    const code = await api.codeFor('佳佳')
    await g.read((db) => removeStaff('佳佳', { db, ids: g.app.pipeline.ids, now: g.clock.now() }))
    expect((await jia.ask('GET', '/staff/groups')).status).toBe(401)
    expect((await api.ask('POST', '/session', { body: { code } })).status).toBe(401)
    g.clock.advance(12 * HOURS - 1)
    expect((await lin.ask('GET', '/session')).status).toBe(200)
    g.clock.advance(1)
    expect((await lin.ask('GET', '/session')).status).toBe(401)
  })
})

describe('who may do what', () => {
  beforeAll(open)
  afterAll(close)

  const path = (route: string) => route.split(' ')[1]?.replace(/:\w+/, 'none') ?? ''
  const method = (route: string) => route.split(' ')[0] as 'GET' | 'POST'

  it('is written down for every route that there is', async () => {
    const { body } = await api.ask('GET', '/openapi.json')
    const described = Object.entries(body.paths as Record<string, object>)
      .filter(([url]) => url.startsWith('/api/staff/'))
      .flatMap(([url, methods]) =>
        Object.keys(methods).map(
          (each) => `${each.toUpperCase()} ${url.slice('/api/staff'.length).replace(/\{(\w+)\}/, ':$1')}`,
        ),
      )
    expect(described.sort()).toEqual(Object.keys(ACCESS).sort())
  })

  it.each(Object.entries(STAFF))('%s (%s) may what the role may, and nothing else', async (name, role: StaffRole) => {
    const colleague = await api.logIn(name)
    for (const [route, needed] of Object.entries(ACCESS)) {
      const body = method(route) === 'POST' ? {} : undefined
      const { status } = await colleague.ask(method(route), `/staff${path(route)}`, body)
      const allowed = needed === 'staff' || may({ role }, needed)
      expect([route, status === 403 ? 'refused' : 'allowed']).toEqual([route, allowed ? 'allowed' : 'refused'])
      expect(status).not.toBe(401)
    }
    expect((await colleague.ask('GET', '/staff/nothing')).status).toBe(404)
  })

  it('is nothing without a session, whatever is asked for and whatever the cookie says', async () => {
    const forged = createVault(Buffer.alloc(32, 7)).seal(JSON.stringify({ staff: '小林', until: 9e15 }))
    const known = fc.constantFrom(...Object.keys(ACCESS)).map((route) => ({ method: method(route), path: path(route) }))
    const unknown = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
      path: fc.webPath().map((random) => `/${random.replace(/^\/+/, '').replaceAll('..', '')}`),
    })
    const cookie = fc.oneof(fc.constant(undefined), fc.constant(forged), fc.base64String({ minLength: 1 }))
    await fc.assert(
      fc.asyncProperty(fc.oneof(known, unknown), cookie, async (asked, value) => {
        const { status, body } = await api.ask(asked.method as 'GET', `/staff${asked.path}`, {
          cookie: value && `cheyou_session=${encodeURIComponent(value)}`,
          ...(asked.method === 'POST' && { body: { text: '群规', data: 'x' } }),
        })
        expect([status, body.code]).toEqual([401, 'not_logged_in'])
      }),
      { numRuns: 40 },
    )
  })

  it('is nothing for a page of somebody else, and for what is not JSON', async () => {
    const { cookie } = await api.logIn('小林')
    const sent = { cookie, body: { text: '群规' } }
    const foreign = await api.ask('POST', '/staff/commands', {
      ...sent,
      headers: { origin: 'https://evil.example' },
    })
    expect([foreign.status, foreign.body.code]).toEqual([403, 'foreign_host'])
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect((await api.ask('POST', '/staff/commands', { ...sent, headers: { 'content-type': type } })).status).toBe(
        415,
      )
  })

  it('lets colleagues, and whoever sits at the machine, read what there is', async () => {
    const { cookie } = await api.logIn('小林')
    expect((await api.ask('GET', '/openapi.json', { from: '10.0.0.7' })).status).toBe(401)
    const { body } = await api.ask('GET', '/openapi.json', { from: '10.0.0.7', cookie })
    expect(body.openapi).toMatch(/^3\.1/)
    const { schema } = body.paths['/api/staff/leads'].get.responses['200'].content['application/json']
    expect(Object.keys(schema.properties.items.items.properties)).toEqual(
      expect.arrayContaining(['code', 'level', 'member']),
    )
    expect(body.paths['/api/sandbox/state']).toBeUndefined()
  })
})

describe('a command that takes too long', () => {
  it('is answered with that', async () => {
    g = await group({ staff: STAFF })
    api = await staffApi(g, {
      order: () => new Promise(() => undefined),
      after: (_ms, run) => {
        const soon = setImmediate(run)
        return () => clearImmediate(soon)
      },
    })
    const lin = await api.logIn('小林')
    const late = await lin.ask('POST', '/staff/commands', { text: '群规' })
    expect([late.status, late.body.code]).toEqual([504, 'not_answered'])
    await close()
  })
})
