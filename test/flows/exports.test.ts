import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readSheet } from 'read-excel-file/node'
import { createExportDesk } from '../../src/features/customers/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { AuditEntry, OutboxItem, StaffAccount } from '../../src/store/index.js'
import { closeAll, createHarnessApp } from '../console/harness.js'
import { group, type TestGroup } from '../kit/group.js'
import { type StaffApi, staffApi } from '../kit/staff-api.js'

const PUBLIC = 'cheyou.example.com'
const STAFF = { 小林: 'service', 佳佳: 'sales', 小赵: 'sales', 老吴: 'group_admin', 小看: 'viewer' } as const

describe('customers and leads as a file', () => {
  let g: TestGroup
  let api: StaffApi
  let server: Awaited<ReturnType<typeof createHarnessApp>>

  beforeAll(async () => {
    g = await group({ members: ['追风车主-老周', '追风车主-桃子'], staff: STAFF, publicUrl: `https://${PUBLIC}` })
    api = await staffApi(g)
    const { ids, say, dealer } = g.app.pipeline
    const vault = createVault(Buffer.alloc(32, 7))
    const exports = createExportDesk({ store: g.store, clock: g.clock, vault, ids, say, dealer })
    server = await createHarnessApp({ publicName: PUBLIC }, { exports })
    await g.staffSays('佳佳', '登记线索 张先生 13800001111 想看X3 展厅')
    await g.staffSays('小赵', '登记线索 李女士 13800002222 想换X5 展厅')
    await g.staffSays('小林', '客户 张先生 标签 +钓鱼')
  })
  afterAll(async () => {
    await closeAll()
    await api.close()
    await g.close()
  })

  /** The path behind the link that the bot whispered last. */
  const linkOf = (name: string) => /https:\/\/cheyou\.example\.com(\/file\/\S+)/.exec(g.lastWhisper(name))?.[1] ?? ''
  const ask = (path: string, method = 'GET') =>
    server.ask(path, { method, headers: { host: PUBLIC, ...(method === 'POST' && { origin: 'null' }) } })
  const cellsOf = async (bytes: Buffer) => (await readSheet(bytes)) as (string | null)[][]
  const written = () =>
    g.read((db) => db.find(AuditEntry, { where: { what: 'customers.exported' }, order: { id: 'ASC' } }))

  it('are asked for in chat and fetched once, by a link in private, with numbers masked', async () => {
    await g.staffSays('小林', '导出客户')
    g.staffGot('只在私聊里给')
    await g.whispers('小林', '导出客户 标签钓鱼 好看的')
    g.privateGot('小林', '没看懂：好看的')
    await g.whispers('小林', '导出客户 标签钓鱼')
    const link = linkOf('小林')
    const kept = await g.read((db) => db.find(OutboxItem))
    expect(JSON.stringify(kept)).not.toContain(link)
    // What looks at links before people do gets a page.
    for (let looks = 0; looks < 2; looks++) {
      const page = await ask(link)
      expect([page.status, page.body]).toEqual([200, expect.stringContaining('文件准备好了')])
    }
    expect(await written()).toEqual([])
    const file = await ask(link, 'POST')
    const [heads, ...rows] = await cellsOf(file.bytes)
    expect(heads?.slice(0, 3)).toEqual(['姓名', '手机', '车牌'])
    expect(rows.map((row) => row.slice(0, 2))).toEqual([['张先生', '138****1111']])
    expect(await written()).toMatchObject([
      { actor: '小林', details: { what: 'customers', words: '标签钓鱼', rows: 1, full: false, way: 'chat' } },
    ])
    expect((await ask(link, 'POST')).status).toBe(410)
    expect((await ask(link)).status).toBe(410)
    expect((await ask(`${link}x`)).status).toBe(410)
    await g.whispers('小林', '导出客户')
    const late = linkOf('小林')
    await g.advance('10m')
    expect((await ask(late, 'POST')).status).toBe(410)
  })

  it('are their own for sales, with full numbers for whoever may open any, and nothing for the others', async () => {
    for (const name of ['老吴', '小看']) {
      await g.whispers(name, '导出客户')
      g.privateGot(name, '这一步要管理员、经理、客服或销售顾问来操作')
    }
    await g.whispers('佳佳', '导出线索 完整号码')
    g.privateGot('佳佳', '这一步要管理员、经理或客服来操作')
    const jia = await api.logIn('佳佳')
    const lin = await api.logIn('小林')
    const kan = await api.logIn('小看')
    const get = (who: typeof jia, body: object) => who.ask('POST', '/staff/customers/export', body)
    expect((await get(kan, { what: 'leads' })).status).toBe(403)
    expect((await get(jia, { what: 'leads', full: true })).status).toBe(403)
    expect((await get(lin, { what: 'leads', words: '有钱' })).status).toBe(400)
    const own = await cellsOf((await get(jia, { what: 'leads' })).bytes)
    expect(own.slice(1).map((row) => [row[1], row[2], row[7]])).toEqual([['张先生', '138****1111', '佳佳']])
    const all = await cellsOf((await get(lin, { what: 'leads', words: '未结', full: true })).bytes)
    expect(all.slice(1).map((row) => row[2])).toEqual(['13800001111', '13800002222'])
    expect((await written()).slice(-2)).toMatchObject([
      { actor: '佳佳', details: { what: 'leads', rows: 1, full: false, way: 'api' } },
      { actor: '小林', details: { what: 'leads', words: '未结', rows: 2, full: true } },
    ])
    const opened = await g.read((db) => db.findBy(AuditEntry, { what: 'customers.phone_read' }))
    expect(opened.map(({ actor }) => actor)).toEqual(['小林', '小林'])
  })

  it('are not handed out any more to whoever was unbound after asking', async () => {
    await g.whispers('小赵', '导出客户')
    const link = linkOf('小赵')
    await g.read((db) => db.delete(StaffAccount, { name: '小赵' }))
    expect((await ask(link, 'POST')).status).toBe(410)
  })
})
