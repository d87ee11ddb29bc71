import { afterEach, describe, expect, it } from '@jest/globals'
import { createVault } from '../../src/kit/crypto.js'
import {
  AuditEntry,
  Customer,
  Message,
  OutboxItem,
  Registration,
  ServiceBooking,
  Understanding,
  Vehicle,
} from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { type GroupOptions, group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-大壮']
const STAFF = { 小林: 'admin', 朵朵: 'service', 佳佳: 'sales' } as const
const vault = createVault(Buffer.alloc(32, 7))

let g: TestGroup
afterEach(() => g.close())

const open = async (options: GroupOptions = {}) => {
  g = await group({ members: MEMBERS, staff: STAFF, ...options })
}
const registration = () => g.read((db) => db.findOneByOrFail(Registration, {}))
const customer = async () => {
  const { customerId } = await registration()
  return g.read((db) => db.findOneByOrFail(Customer, { id: customerId }))
}
const vehicle = () => g.read((db) => db.findOneByOrFail(Vehicle, {}))

/** Everything that is kept or said outside the sealed columns. */
const inTheOpen = async () =>
  JSON.stringify(
    await g.read(async (db) => [
      await db.find(OutboxItem),
      await db.find(AuditEntry),
      await db.find(Message),
      await db.find(Understanding),
    ]),
  )

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('registration, on %s', (engine) => {
  it('asks one thing at a time in private, after the consent, and ends with a masked summary', async () => {
    await open({ engine })
    await g.says('老周', '大家早')
    await g.whispers('老周', '登记')
    g.privateGot('老周', /登记前先跟您说清楚：星途行[\s\S]*同意就回「同意」/)
    expect(await registration()).toMatchObject({ state: 'open', question: 'consent', consentAt: null })
    await g.whispers('老周', '同意')
    expect(await registration()).toMatchObject({
      consentAt: g.clock.now(),
      consentVersion: expect.stringMatching(/^zh-CN-[0-9a-f]{12}$/),
      consentWay: 'chat',
    })
    g.privateGot('老周', '怎么称呼您？')
    await g.whispers('老周', '我叫周建国')
    g.privateGot('老周', '方便联系的手机号是？')
    await g.whispers('老周', '1380013800')
    g.privateGot('老周', '这个号码好像不对')
    await g.whispers('老周', '138 0013 8000')
    g.privateGot('老周', '您开的是哪款车？')
    await g.whispers('老周', '追风 X3 两驱')
    await g.whispers('老周', '沪a·12345')
    g.privateGot('老周', '什么时候提的车？')
    await g.whispers('老周', '去年5月')
    await g.whispers('老周', '想约个首保，打 13900139000 也行')
    g.privateGot(
      '老周',
      '登记好啦，谢谢您！\n姓名：周**\n电话：138****8000\n车型：追风 X3 两驱\n车牌：沪A***45\n提车日期：2025-05-01\n需求：想约个首保，打 *** 也行',
    )
    g.staffGot('追风车主-老周 登记好了：\n姓名：周**\n电话：138****8000')

    const { realName, realNameFingerprint, phone, phoneFingerprint } = await customer()
    expect([vault.open(realName as string), vault.open(phone as string)]).toEqual(['周建国', '13800138000'])
    expect([realNameFingerprint, phoneFingerprint]).toEqual(['周建国', '13800138000'].map(vault.fingerprint))
    const car = await vehicle()
    expect(car).toMatchObject({
      brand: '追风',
      model: '追风 X3 两驱',
      purchaseDate: '2025-05-01',
      plateFingerprint: vault.fingerprint('沪A12345'),
    })
    expect(vault.open(car.plate as string)).toBe('沪A12345')
    expect(await registration()).toMatchObject({ state: 'done', question: null, doneAt: g.clock.now() })
    const open_ = await inTheOpen()
    for (const secret of [
      '周建国',
      '13800138000',
      '1380013800',
      '138 0013 8000',
      '沪a·12345',
      '沪A12345',
      '13900139000',
    ])
      expect(open_).not.toContain(secret)
  })

  it('is completed by customer service in the chat: who is half-way, and what is missing', async () => {
    await open({ engine })
    for (const name of ['老周', '大壮']) await g.says(name, '大家早')
    await g.whispers('大壮', '登记')
    for (const words of ['登记', '同意', '周建国', '13800138000']) await g.whispers('老周', words)
    await g.staffSays('佳佳', '登记进度')
    g.staffGot(
      '登记进度：登记好 0 位，还差一点的 2 位\n· 追风车主-大壮：看了告知，还没同意\n· 追风车主-老周：还差 车型、提车日期',
    )
    await g.staffSays('佳佳', '补登记 老周 车型 X3')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('朵朵', '补登记 大壮 电话 13900139000')
    g.staffGot('追风车主-大壮 还没同意登记')
    await g.staffSays('朵朵', '补登记 老周 电话 1390013900 车型 X3')
    g.staffGot('这几项没认出来：电话，一项都没存')
    await g.staffSays('朵朵', '补登记 老周 车型 追风 X3 电话 13700137000')
    g.staffGot('追风车主-老周 现在是：\n姓名：周**\n电话：137****7000\n车型：追风 X3\n还差：提车日期')
    await g.staffSays('朵朵', '补登记 老周 提车 2024年3月 车牌 沪A12345')
    g.staffGot('追风车主-老周 的登记补齐了')
    await g.staffSays(
      '朵朵',
      '补登记 大壮 已同意 姓名 王大壮 电话 13900139000 车型 S7 提车 去年5月 需要 电话 里说想换胎',
    )
    g.staffGot(
      '追风车主-大壮 的登记补齐了：\n姓名：王**\n电话：139****9000\n车型：S7\n提车日期：2025-05-01\n需求：电话 里说想换胎',
    )
    await g.staffSays('朵朵', '登记进度')
    g.staffGot('登记进度：登记好 2 位，还差一点的 0 位')
    const agreed = await g.read((db) => db.findBy(Registration, { consentWay: 'staff' }))
    expect(agreed).toMatchObject([{ state: 'done', consentAt: g.clock.now() }])
    const said = await inTheOpen()
    for (const secret of ['13700137000', '13900139000', '1390013900', '沪A12345', '周建国', '王大壮'])
      expect(said).not.toContain(secret)
  })

  it('takes a booking along, which a person agrees on', async () => {
    await open({ engine })
    await g.says('老周', '大家早')
    for (const words of ['登记', '同意', '周建国']) await g.whispers('老周', words)
    await g.whispers('老周', '先帮我预约保养，周六上午')
    expect(g.lastWhisper('老周')).toMatch(/^收到，您想周六上午来做保养。[\s\S]*方便联系的手机号是？/)
    g.staffGot('预约 #1 追风车主-老周 想约保养：周六上午（9月5日 周六 12:00 前后）')
    await g.presses('佳佳', '约好了', 'staff')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('朵朵', '约好 1 请九点半到')
    g.privateGot('老周', '约好啦，周六上午来做保养，我们等您～\n请九点半到')
    await g.staffSays('朵朵', '约好 1')
    g.staffGot('没有等着定的预约 1')
    await g.whispers('老周', '13800138000')
    for (const words of ['X3', '没上牌', '去年5月']) await g.whispers('老周', words)
    await g.whispers('老周', '想约后天下午三点做四轮定位，谢谢')
    expect(g.lastWhisper('老周')).toMatch(/^登记好啦，谢谢您！[\s\S]*收到，您想后天下午三点来做四轮定位/)
    await g.staffSays('朵朵', '预约列表')
    g.staffGot('#2 9月3日 周四 15:00 前后 · 追风车主-老周 · 四轮定位（后天下午三点）')
    await g.presses('朵朵', '约不上', 'staff')
    g.privateGot('老周', '9月3日 周四 15:00的四轮定位排不上')
    await g.whispers('大壮', '我要预约洗车')
    expect(g.lastWhisper('大壮')).toContain('想约哪天来做洗车？')
    await g.whispers('大壮', '预约保养多少钱')
    expect(await g.read((db) => db.count(ServiceBooking))).toBe(2)
  })
})

describe('registration', () => {
  it('goes on where it stopped, and takes talk for talk', async () => {
    await open()
    await g.whispers('老周', '登记')
    await g.whispers('老周', '我想问下周末店里开门吗？')
    g.staffGot('我想问下周末店里开门吗？')
    await g.whispers('老周', '同意')
    await g.whispers('老周', '周建国')
    await g.whispers('老周', '你们周末几点开门？')
    expect(await registration()).toMatchObject({ question: 'phone' })
    await g.advance('1d')
    await g.whispers('老周', '周末愉快')
    g.staffGot('「周末愉快」')
    await g.whispers('老周', '登记')
    expect(g.lastWhisper('老周')).toContain('方便联系的手机号是？')
    await g.whispers('老周', '跳过')
    expect(g.lastWhisper('老周')).toContain('您开的是哪款车？')
    await g.whispers('老周', '改')
    expect(g.lastWhisper('老周')).toContain('方便联系的手机号是？')
    await g.whispers('老周', '13900139000')
    expect(g.lastWhisper('老周')).toContain('您开的是哪款车？')
  })

  it('corrects what was given, and forgets it when asked to', async () => {
    await open()
    for (const words of ['登记', '同意', '周建国', '13800138000', 'X3', '没上牌', '记不清了', '没有'])
      await g.whispers('老周', words)
    expect(g.lastWhisper('老周')).toContain('姓名：周**\n电话：138****8000\n车型：X3\n哪项不对')
    await g.whispers('老周', '登记')
    expect(g.lastWhisper('老周')).toContain('什么时候提的车？')
    await g.whispers('老周', '还是不记得')
    await g.whispers('老周', '改 电话 13900139000')
    expect(g.lastWhisper('老周')).toContain('电话：139****9000')
    await g.whispers('老周', '改提车时间')
    await g.whispers('老周', '明天')
    expect(g.lastWhisper('老周')).toContain('日期没认出来')
    await g.whispers('老周', '2024.3.12')
    expect(await vehicle()).toMatchObject({ purchaseDate: '2024-03-12' })
    await g.whispers('老周', '删除登记')
    expect(g.lastWhisper('老周')).toContain('填过的也都删掉了')
    expect(await registration()).toMatchObject({ state: 'cancelled', answers: {}, consentAt: null })
    expect(await customer()).toMatchObject({ realName: null, phone: null, phoneFingerprint: null })
    expect(await vehicle()).toMatchObject({ model: null, purchaseDate: null })
  })

  it('keeps nothing of who does not agree', async () => {
    await open()
    await g.whispers('大壮', '登记')
    await g.whispers('大壮', '不用了')
    expect(g.lastWhisper('大壮')).toBe('好的，先不登记。哪天想登记，回我「登记」就行～')
    await g.whispers('大壮', '在忙')
    expect(g.lastWhisper('大壮')).not.toContain('称呼')
    expect(await registration()).toMatchObject({ state: 'cancelled', consentAt: null })
  })

  it('begins with the button under the welcome', async () => {
    await open()
    await g.joins('冬瓜', '追风车主-冬瓜')
    await g.presses('冬瓜', '登记')
    g.privateGot('冬瓜', '登记前先跟您说清楚')
    await g.whispers('冬瓜', '同意')
    g.privateGot('冬瓜', '怎么称呼您？')
  })

  it('that is asked for in the group goes on in private, or by a person where nobody can be written to', async () => {
    await open()
    await g.says('老周', '登记')
    g.groupGot('@追风车主-老周 好的，我私聊您了')
    g.privateGot('老周', '登记前先跟您说清楚')
    await g.whispers('老周', '好的')
    g.privateGot('老周', '怎么称呼您？')
    await g.close()
    await open({ lacks: ['directMessage'], publicUrl: 'https://join.example.com' })
    await g.says('老周', '登记')
    g.groupGot(/@追风车主-老周 点开这里填就行[\s\S]*https:\/\/join\.example\.com\/join\/[\w-]+\.\w+\.[\w-]{43}$/)
    await g.close()
    await open({ lacks: ['directMessage'] })
    await g.says('老周', '登记')
    g.groupGot('@追风车主-老周 好的，我请客服联系您登记')
    g.staffGot('「追风车友群」里的 追风车主-老周 想登记')
  })

  it('speaks English', async () => {
    await open({ locale: 'en' })
    await g.whispers('老周', 'register')
    await g.whispers('老周', 'agree')
    await g.whispers('老周', 'Tom Lee')
    expect(g.lastWhisper('老周')).toContain('Which mobile number may we call?')
    await g.whispers('老周', 'cancel')
    expect(g.lastWhisper('老周')).toContain('what you gave is deleted')
  })
})
