import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createLeadDoor, createRegisterDesk } from '../../src/features/leads/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { Customer, Lead, StaffAccount } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { closeAll, createHarnessApp } from './harness.js'

const PUBLIC = 'cheyou.example.com'
const vault = createVault(Buffer.alloc(32, 7))

describe('the register at the reception', () => {
  let g: TestGroup
  let server: Awaited<ReturnType<typeof createHarnessApp>>
  beforeAll(async () => {
    const staff = { 佳佳: 'sales', 小林: 'service', 小看: 'viewer' } as const
    g = await group({ staff, publicUrl: `https://${PUBLIC}` })
    const deps = { ...g.app.pipeline, vault }
    const takeLead = createLeadDoor({ ...deps, onTaken: g.app.jobs.wake })
    server = await createHarnessApp({ publicName: PUBLIC }, { register: createRegisterDesk({ ...deps, takeLead }) })
  })
  afterAll(async () => {
    await closeAll()
    await g.close()
  })

  async function linkFor(name: string): Promise<string> {
    await g.whispers(name, '登记页')
    return /https:\/\/cheyou\.example\.com(\/register\/\S+)/.exec(g.lastWhisper(name))?.[1] ?? ''
  }
  const read = (link: string) => server.ask(link, { headers: { host: PUBLIC } })
  async function send(link: string, values: Record<string, string>) {
    const headers = { host: PUBLIC, origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await server.ask(link, { method: 'POST', headers, body: new URLSearchParams(values).toString() })
    await g.settle()
    return answer
  }
  const leads = () => g.read((db) => db.find(Lead, { relations: { customer: true }, order: { code: 'ASC' } }))

  it('takes who came, once, in the name of the colleague whose link it is', async () => {
    await g.staffSays('佳佳', '登记页')
    g.staffGot('只在私聊里给')
    await g.whispers('小看', '登记页')
    g.privateGot('小看', '这一步要管理员、经理、客服或销售顾问来操作')
    const link = await linkFor('佳佳')
    const page = await read(link)
    expect(page.status).toBe(200)
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(page.body) ?? []
    const faulty = await send(link, { id, name: ' ', phone: '12345', wish: '想看X3', source: 'showroom' })
    expect([faulty.status, faulty.body]).toEqual([422, expect.stringMatching(/请写上称呼[\s\S]+核对一下[\s\S]+想看X3/)])
    const visit = { id, name: '张先生', phone: '138 0000 1111', wish: '想看X3', source: 'showroom' }
    const done = await send(link, visit)
    expect([done.status, done.body]).toEqual([200, expect.stringContaining('记下了，线索 #1')])
    // The next one at the reception does not read who was there before.
    expect(done.body).not.toMatch(/张先生|1111/)
    expect((await send(link, visit)).body).toContain('已经记过了，线索 #1')
    expect(await leads()).toMatchObject([{ state: 'claimed', claimedBy: '佳佳', source: 'showroom' }])
    const [customer] = await g.read((db) => db.find(Customer))
    expect(vault.open(customer?.phone ?? '')).toBe('13800001111')
    // What others than sellers write down is offered to those on duty.
    expect((await send(await linkFor('小林'), { name: '李女士', phone: '13800002222' })).body).toContain('线索 #2')
    expect(await leads()).toMatchObject([{ code: 1 }, { code: 2, state: 'new', source: 'showroom' }])
  })

  it('takes nothing that is no source of its own, and nothing when the link is over', async () => {
    const link = await linkFor('小林')
    expect((await send(link, { name: '王先生', source: 'nowhere' })).status).toBe(422)
    expect((await read(`${link}x`)).status).toBe(410)
    await g.read((db) => db.delete(StaffAccount, { name: '佳佳' }))
    const lin = await linkFor('小林')
    await g.advance('12h')
    for (const answer of [await read(lin), await send(lin, { name: '王先生' })]) expect(answer.status).toBe(410)
    expect(await leads()).toHaveLength(2)
  })
})
