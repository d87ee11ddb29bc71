import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  blankOldWords,
  proposeClasses,
  remindReview,
  reviewClasses,
  tagByRules,
} from '../../src/features/customers/index.js'
import { AuditEntry, Contact, Customer, Inquiry, Message, Vehicle, VehicleFact } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { staffApi } from '../kit/staff-api.js'

const STAFF = { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' } as const

describe('customers', () => {
  let g: TestGroup
  beforeEach(async () => {
    g = await group({ members: ['追风车主-老周', '追风车主-桃子'], staff: STAFF })
  })
  afterEach(() => g.close())

  const zhou = async () =>
    (await g.read((db) => db.findBy(Customer, {}))).find(({ displayName }) => displayName.includes('老周')) as Customer

  it('stand on one card with what the staff wrote down, and in one timeline', async () => {
    await g.says('老周', '想把手里的车置换成大点的，电话13800138000，能抵多少')
    await g.advance('1m')
    for (const note of ['标签 +钓鱼 +露营', '标签 -露营', '生日 农历八月十五', '顾问 佳佳', '预算 30万左右', '分级 A'])
      await g.staffSays('小林', `客户 老周 ${note}`)
    for (const note of ['车型 追风X3', '购车 2022-05-01', '里程 3.2万', '保险到期 2026-12-01'])
      await g.staffSays('小林', `车辆 老周 ${note}`)
    await g.staffSays('小林', '客户 老周 顾问 没这人')
    g.staffGot('没找到同事「没这人」')
    await g.staffSays('小林', '车辆 老周 保险到期 不知道')
    g.staffGot('这个值我没看懂')
    await g.staffSays('小林', '车辆 老周 3 里程 3万')
    g.staffGot('没有这辆车')
    await g.staffSays('佳佳', '客户 老周')
    const card = g.staffSaid().at(-1) ?? ''
    expect(card).toMatch(/老周 · A 类[\s\S]*顾问：佳佳[\s\S]*138\*{4}8000[\s\S]*农历生日：08-15[\s\S]*标签：钓鱼\n/)
    expect(card).toMatch(/车1：追风X3，32000 公里[\s\S]*保险到期 2026-12-01（已登记）/)
    expect(card).toMatch(/线索 #1 [HABC] 级「/)
    expect(card).not.toContain('13800138000')
    await g.staffSays('佳佳', '客户 老周 时间线')
    expect(g.staffSaid().at(-1)).toMatch(/车 保险到期 2026-12-01[\s\S]*标签 钓鱼[\s\S]*线索 新出现 #1/)
    expect(g.staffSaid().at(-1)).not.toContain('13800138000')
    await g.says('桃子', '周末天气不错')
    await g.staffSays('佳佳', '客户 追风')
    g.staffGot('有好几位')
    await g.says('小林', '客户 老周')
    expect(g.groupSaid().join()).not.toContain('A 类')
  })

  it('are tagged by rule every night, with the reason, beside what was tagged by hand', async () => {
    await g.says('老周', '大家早')
    for (const note of ['车辆 老周 车型 追风X3', '客户 老周 家庭 两个娃', '客户 老周 标签 +钓鱼 +老车'])
      await g.staffSays('小林', note)
    const night = () => tagByRules({ ...g.app.pipeline, now: g.clock.now() })
    const card = async () => {
      await g.staffSays('佳佳', '客户 老周')
      return g.staffSaid().at(-1) ?? ''
    }
    await night()
    await night()
    expect(await card()).toMatch(/\n标签：钓鱼、老车\n自动标签：追风X3（名下的车）、有孩子（家庭备注）\n/)
    await g.staffSays('小林', '客户人数 #有孩子')
    g.staffGot('1 位')
    // What a colleague takes away stays away; what they give by hand is theirs and stays.
    await g.staffSays('小林', '客户 老周 标签 -有孩子 +追风X3')
    await g.staffSays('小林', '车辆 老周 已卖')
    await night()
    expect(await card()).toMatch(/\n标签：钓鱼、老车、追风X3\n(?!自动标签)/)
    await g.staffSays('佳佳', '客户 老周 时间线')
    expect(g.staffSaid().at(-1)).not.toContain('有孩子')
  })

  it('have cars whose dates are read from talk, and confirmed in private with a word', async () => {
    await g.says('老周', '提车三年了，刚跑完3万公里，保险下个月到期')
    await g.says('桃子', '我朋友的车保险下个月到期')
    const { id } = await zhou()
    const facts = () => g.read((db) => db.find(VehicleFact, { order: { id: 'ASC' } }))
    expect((await facts()).map(({ kind, value, state, basis }) => [kind, value, state, basis])).toEqual([
      ['purchase', '2023-09-01', 'said', '提车三年了'],
      ['mileage', '30000', 'said', '刚跑完3万公里'],
      ['insurance', '2026-10-31', 'said', '保险下个月到期'],
    ])
    const car = await g.read((db) => db.findOneByOrFail(Vehicle, { customerId: id }))
    expect(car).toMatchObject({ mileage: 30_000, purchaseDate: '2023-09-01', insuranceUntil: '2026-10-31' })
    g.privateGot('老周', '我记成保险到期 2026-10-31')
    expect(g.groupSaid().join()).not.toContain('2026-10-31')
    await g.staffSays('佳佳', '客户 老周')
    g.staffGot(/30000 公里（本人说的，没核实）[\s\S]*保险到期 2026-10-31（本人说的）/)
    await g.whispers('老周', '对')
    g.privateGot('老周', '记准了')
    await g.advance('1d')
    // What is renewed later is asked about no more within the month.
    await g.says('老周', '昨天刚续了保险')
    expect((await facts()).at(-1)).toMatchObject({ kind: 'insurance', state: 'said', value: '2027-09-01' })
    await g.whispers('老周', '不对')
    expect((await facts()).map(({ state }) => state)).toEqual(['said', 'said', 'confirmed', 'wrong'])
    expect(await g.read((db) => db.findOneByOrFail(Vehicle, { customerId: id }))).toMatchObject({
      insuranceUntil: '2026-10-31',
    })
  })

  it('are asked about their car by day, within their budget, and never after 退订', async () => {
    const asked = (name: string) => g.privateSaid(name).filter((text) => text.includes('我记成')).length
    // Eleven at night.
    await g.advance('13h')
    await g.says('老周', '提车三年了，保险下个月到期')
    expect(asked('老周')).toBe(0)
    await g.says('桃子', '退订')
    await g.says('桃子', '提车三年了，保险下个月到期')
    await g.advance('10h')
    expect([asked('老周'), asked('桃子')]).toEqual([1, 0])
    await g.staffSays('小林', '联系预算 桃子')
    expect(g.staffSaid().at(-1)).toContain('核对车辆日期')
    const held = await g.read((db) => db.findBy(Contact, { state: 'held' }))
    expect(held).toMatchObject([{ kind: 'car', why: 'stopped' }])
  })

  it('are proposed a class even when nobody was there on the day of the deal', async () => {
    await g.says('老周', '想把手里的车置换成大点的，能抵多少')
    await proposeClasses({ ...g.app.pipeline, now: g.clock.now() })
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '成交 1')
    await g.advance('3d')
    await proposeClasses({ ...g.app.pipeline, now: g.clock.now() })
    await g.settle()
    g.privateGot('陈总', /老周 建议定 [ABC] 类/)
    await g.staffSays('小林', '客户 老周 流失 嫌贵')
    await reviewClasses({ ...g.app.pipeline, now: g.clock.now() })
    await g.settle()
    g.privateGot('陈总', /老周 —→[ABC]（.+流失的原因还能补救/)
  })

  it('are proposed a class on the day of the deal, reviewed in one list, and visited as often as it says', async () => {
    await g.says('老周', '想把手里的车置换成大点的，能抵多少')
    await g.says('桃子', '提车三年了，感觉还不错')
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '成交 1')
    const now = () => ({ ...g.app.pipeline, now: g.clock.now() })
    await proposeClasses(now())
    await g.settle()
    for (const name of ['佳佳', '陈总']) g.privateGot(name, /老周 建议定 [ABC] 类（\d+ 分：成交 1 次/)
    expect(g.privateSaid('小赵').join()).not.toContain('建议定')
    await reviewClasses(now())
    await g.settle()
    g.privateGot('陈总', /2 位有变化：\n1\. 追风车主-老周 —→[ABC]/)
    // What nobody confirms for a week is named once more.
    for (const day of ['6d', '1d', '1d']) {
      await g.advance(day)
      await remindReview(now())
      await g.settle()
    }
    const reminders = g.privateSaid('陈总').filter((text) => text.includes('的分级复核还有 2 位没确认'))
    expect(reminders).toHaveLength(1)
    await g.staffSays('佳佳', '分级 确认')
    g.staffGot('要管理员或经理来操作')
    await g.staffSays('陈总', '分级 1 改 A')
    await g.staffSays('陈总', '分级 9 改 A')
    g.staffGot('没有这一号')
    await g.staffSays('陈总', '分级 确认')
    expect(await zhou()).toMatchObject({ class: 'A', classedBy: '陈总' })
    await reviewClasses(now())
    await g.staffSays('小林', '客户 老周 顾问 佳佳')
    await g.staffSays('佳佳', '拜访名单')
    g.staffGot('该联系的都联系过了')
    await g.advance('31d')
    await g.staffSays('佳佳', '拜访名单')
    g.staffGot(/有 1 位：\n追风车主-老周 · A 类 · 31 天没联系/)
  })

  it('are read by the API with numbers masked', async () => {
    await g.says('老周', '想把手里的车置换成大点的，电话13800138000，能抵多少')
    await g.staffSays('小林', '客户 老周 分级 B')
    const api = await staffApi(g)
    const jia = await api.logIn('佳佳')
    const { items } = await jia.reads('/customers?class=B')
    expect(items).toMatchObject([{ class: 'B', phone: '138****8000' }])
    const one = await jia.reads(`/customers/${items[0].id}`)
    expect(one).toMatchObject({ marketing: true, leads: [{ code: 1 }] })
    const { items: moments } = await jia.reads(`/customers/${items[0].id}/timeline`)
    expect(moments.map(({ what }: { what: string }) => what)).toEqual(expect.arrayContaining(['known', 'said', 'lead']))
    expect(JSON.stringify([items, one, moments])).not.toContain('13800138000')
    expect((await jia.ask('GET', '/staff/customers/none')).status).toBe(404)
    await api.close()
  })

  it('give a full number in private only, to whoever may have it, and it is written down', async () => {
    await g.says('老周', '麻烦回个电话13800138000')
    await g.staffSays('小林', '客户 老周 电话')
    g.staffGot('只在私聊里给')
    await g.whispers('小赵', '客户 老周 电话')
    g.privateGot('小赵', '要管理员、经理或客服来操作')
    await g.whispers('小赵', '客户 老周 喜好 钓鱼')
    expect((await zhou()).profile).toBeNull()
    await g.staffSays('小林', '客户 老周 顾问 小赵')
    await g.whispers('小赵', '客户 老周 电话')
    expect(g.lastWhisper('小赵')).toBe('13800138000（查看已记录）')
    const read = await g.read((db) => db.findBy(AuditEntry, { what: 'customers.phone_read' }))
    expect(read.map(({ actor }) => actor)).toEqual(['小赵'])
    expect(JSON.stringify(read)).not.toContain('13800138000')
    const api = await staffApi(g)
    const path = `/staff/customers/${(await zhou()).id}/phone`
    expect(await (await api.logIn('佳佳')).ask('POST', path)).toMatchObject({ status: 403 })
    expect(await (await api.logIn('小林')).ask('POST', path)).toMatchObject({ body: { phone: '13800138000' } })
    expect((await g.read((db) => db.findBy(AuditEntry, { what: 'customers.phone_read' }))).at(-1)).toMatchObject({
      actor: '小林',
      details: { customer: (await zhou()).id },
    })
    await api.close()
  })

  it('are erased when they ask for it, with a report of what is left', async () => {
    await g.says('老周', '想把手里的车置换成大点的，电话13800138000，能抵多少')
    await g.says('桃子', '周末天气不错')
    await g.staffSays('小林', '客户 老周 标签 +钓鱼')
    await g.staffSays('小林', '车辆 老周 车型 追风X3')
    await g.staffSays('小林', '确认删除 老周')
    g.staffGot('要管理员或经理来操作')
    await g.staffSays('陈总', '删除资料 老周')
    g.staffGot('确定就发「确认删除 老周」')
    expect((await zhou()).phone).not.toBeNull()
    const { id } = await zhou()
    await g.staffSays('陈总', '确认删除 老周')
    g.privateGot('陈总', /聊天原文 1 条、标签 1 个[\s\S]*留下：线索 1 条/)
    const [customer] = await g.read((db) => db.findBy(Customer, { id }))
    expect(customer).toMatchObject({ displayName: '已删除的客户', phone: null, phoneFingerprint: null })
    const texts = (await g.read((db) => db.find(Message))).map(({ text }) => text)
    expect(texts.join()).not.toContain('置换')
    expect(texts).toContain('周末天气不错')
    expect(await g.read((db) => db.findBy(Inquiry, {}))).not.toContainEqual(
      expect.objectContaining({ quote: expect.stringContaining('抵多少') }),
    )
    expect(await g.read((db) => db.findBy(Vehicle, { customerId: id }))).toMatchObject([{ plate: null }])
  })

  it('are not remembered word for word for ever', async () => {
    await g.says('桃子', '周末天气不错')
    const run = (months: number) => blankOldWords({ ...g.app.pipeline, now: g.clock.now() + months * 31 * 86_400_000 })
    await run(20)
    expect((await g.read((db) => db.find(Message))).map(({ text }) => text)).toContain('周末天气不错')
    await run(26)
    expect((await g.read((db) => db.find(Message))).every(({ text }) => text === '')).toBe(true)
  })
})
