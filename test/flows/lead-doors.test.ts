import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from '@jest/globals'
import { AuditEntry, Customer, Lead, LeadEvent, Message } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { HOOK_SECRET, type StaffApi, staffApi } from '../kit/staff-api.js'

const STAFF = { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' } as const
const WISH = '我那台开五年了，想换个大点的，现在拿到店里能抵多少'

describe('leads that come in by another door', () => {
  let g: TestGroup
  let api: StaffApi | undefined
  afterEach(async () => {
    await api?.close()
    await g.close()
  })
  const leads = () => g.read((db) => db.find(Lead, { order: { code: 'ASC' } }))

  it('are written down by whoever met them, meet by phone, and keep the number sealed', async () => {
    g = await group({ members: ['追风车主-大壮'], staff: STAFF })
    await g.staffSays('佳佳', '登记线索 张先生 13800001111 想看X3 下周来 展厅')
    g.staffGot('记下了 #1 张先生（138****1111），归您跟')
    expect(await leads()).toMatchObject([
      { source: 'showroom', kind: 'purchase', level: 'A', state: 'claimed', claimedBy: '佳佳', memberId: null },
    ])
    await g.staffSays('小林', '登记线索 张哥 138-0000-1111 来电 这周末想试驾')
    g.staffGot('这位已经有线索 #1 张先生（138****1111）了，在跟的是：佳佳')
    g.privateGot('佳佳', /#1 您在跟的这位又有新动静[\s\S]*H 级[\s\S]*来自：展厅[\s\S]*这周末想试驾/)
    expect(await leads()).toHaveLength(1)
    await g.staffSays('小林', '登记线索 王女士 来电 问X5现车')
    g.staffGot(/记下了 #2 王女士（没留电话），请(佳佳|小赵)来跟/)
    g.staffGot(/H 级线索 #2 · 想看车 · 王女士\n来自：来电/)
    await g.staffSays('佳佳', '跟进 1 电话聊了，约好下周三来看车')
    g.staffGot('记下了，#1 张先生。下次联系：')
    // The number is nowhere to be read.
    const kept = await g.read(async (db) => [
      await db.find(Message),
      await db.find(AuditEntry),
      await db.find(Customer),
    ])
    expect(JSON.stringify(kept).replace(/[\s-]/g, '')).not.toContain('13800001111')
    expect(g.staffSaid().join()).not.toContain('13800001111')
  })

  it('are called and graded first when they were collected; A goes to sales with what was agreed', async () => {
    g = await group({ staff: STAFF })
    for (const [n, name] of ['甲', '乙', '丙', '丁'].entries())
      await g.staffSays('小林', `登记线索 ${name}先生 1380000222${n} 外展 对X3有兴趣`)
    g.privateGot('小林', /请先给这位打个电话评级[\s\S]*线索 #1 · 想看车 · 甲先生/)
    expect(g.privateSaid('佳佳').join() + g.privateSaid('小赵').join()).toBe('')
    await g.staffSays('佳佳', '评级 1 A 周六上午到店')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('小林', '评级 1 A 下个月20号到店')
    g.staffGot('#1 约在 7 天以后就不算 A')
    await g.staffSays('小林', '评级 1 A 周六上午到店')
    g.staffGot(/#1 甲先生 评 A，转给(佳佳|小赵)/)
    const seller = (await leads())[0]?.offeredTo as string
    g.privateGot(seller, /#1 这位比较适合您来跟[\s\S]*周六上午到店/)
    await g.staffSays(seller, '接 1')
    await g.staffSays(seller, '我的线索')
    g.staffGot(/#1 H 级 · 甲先生 · 下次 9月5日 周六 12:00/)
    await g.staffSays('小林', '评级 2 B 下周末')
    g.staffGot('#2 乙先生 评 B，您先养着')
    await g.staffSays('小林', '评级 3 C')
    await g.staffSays('小林', '评级 4 D 太贵了不买了')
    g.staffGot('#4 丁先生 评 D，战败（价格），这通电话就算回访')
    expect(await leads()).toMatchObject([
      { grade: 'A', level: 'H', state: 'claimed', claimedBy: seller },
      { grade: 'B', level: 'A', state: 'handled', claimedBy: '小林' },
      { grade: 'C', level: 'C', state: 'handled', claimedBy: '小林' },
      { grade: 'D', state: 'lost', lostReason: 'price' },
    ])
    const of4 = await g.read((db) => db.find(LeadEvent, { where: { lead: { code: 4 } }, order: { id: 'ASC' } }))
    expect(of4.map(({ type }) => type)).toEqual(['raised', 'graded', 'lost', 'confirmed'])
  })

  it('are offered to those on duty, then to the next of them, then told to the manager; settings change the pace', async () => {
    g = await group({ members: ['追风车主-大壮', '追风车主-桃子'], staff: { ...STAFF, 老王: 'sales' } })
    await g.staffSays('佳佳', '排班 周二 小赵')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '排班 周二 佳佳 小赵 阿明')
    g.staffGot('没找到销售同事「阿明」')
    await g.staffSays('陈总', '排班 周二 佳佳 小赵')
    g.staffGot(/周二：佳佳 小赵\n周三：全体销售/)
    await g.staffSays('老王', '请假 9月3日')
    g.staffGot('老王 2026-09-03 请假')
    await g.staffSays('陈总', '线索设置 认领 5分钟')
    g.staffGot('认领 5 分钟没人接，换下一位')
    await g.says('大壮', WISH)
    const [lead] = await leads()
    const [first, second] = lead?.offeredTo === '佳佳' ? ['佳佳', '小赵'] : ['小赵', '佳佳']
    await g.advance('6m')
    g.privateGot(second as string, '#1 这位比较适合您来跟')
    expect(await leads()).toMatchObject([{ offeredTo: second, passedOver: [first] }])
    expect(g.privateSaid('陈总')).toEqual([])
    await g.advance('6m')
    g.privateGot('陈总', /线索 #1（想换车，追风车主-大壮，追风车友群）10 分钟了还没人接/)
    expect(g.privateSaid('老王').join()).not.toContain('#1')

    await g.staffSays('陈总', '线索设置 上限 1条')
    await g.staffSays('佳佳', '接 1')
    await g.says('桃子', WISH)
    await g.staffSays('佳佳', '接 2')
    g.staffGot('您手上的线索到上限了，先把旧的跟完，#2 留给同事')
    expect(await leads()).toMatchObject([{ claimedBy: '佳佳' }, { claimedBy: null }])
  })

  it('come from other programs, signed, once for each id; and from the staff API', async () => {
    g = await group({ staff: STAFF })
    const staff = await staffApi(g)
    api = staff
    const post = (body: object, secret = HOOK_SECRET) => {
      const signature = `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex')}`
      return staff.askAt('POST', '/hooks/leads', { body, headers: { 'x-cheyou-signature': signature } })
    }
    const lead = { id: 'web-1', name: '孙女士', phone: '138 0000 3333', wish: '想看X3，这周末有空' }
    expect(await post(lead, 'another secret')).toMatchObject({ status: 401, body: { code: 'wrong_signature' } })
    expect(await post({ ...lead, phone: '12' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('/phone') },
    })
    expect(await post(lead)).toMatchObject({ status: 200, body: { code: 1, outcome: 'new' } })
    expect((await post(lead)).body).toEqual({ code: 1, outcome: 'known' })
    g.privateGot('小林', /请先给这位打个电话评级[\s\S]*孙女士/)
    const zhao = await staff.logIn('小赵')
    const again = await zhao.ask('POST', '/staff/leads', { ...lead, id: '7', source: 'showroom', wish: '到店了' })
    expect(again.body).toEqual({ code: 1, outcome: 'grown' })
    expect((await zhao.ask('POST', '/staff/leads', { id: '8' })).status).toBe(400)
    expect((await zhao.reads('/leads')).items).toMatchObject([
      { code: 1, source: 'web', kind: 'purchase', customer: { name: '孙女士' }, member: null },
    ])
  })
})
