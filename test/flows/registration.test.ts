import { afterEach, describe, expect, it } from '@jest/globals'
import { createVault } from '../../src/kit/crypto.js'
import {
  AuditEntry,
  Customer,
  Message,
  OutboxItem,
  Registration,
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
      '登记好啦，谢谢您！\n姓名：周**\n电话：138****8000\n车型：追风 X3 两驱\n车牌：沪A***45\n提车：2025-05-01\n需要：想约个首保，打 *** 也行',
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

  it('goes on where it stopped, and takes talk for talk', async () => {
    await open({ engine })
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
    await open({ engine })
    for (const words of ['登记', '同意', '周建国', '13800138000', 'X3', '没上牌', '记不清了', '没有'])
      await g.whispers('老周', words)
    expect(g.lastWhisper('老周')).toContain('姓名：周**\n电话：138****8000\n车型：X3\n哪项不对')
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
    await open({ engine })
    await g.whispers('大壮', '登记')
    await g.whispers('大壮', '不用了')
    expect(g.lastWhisper('大壮')).toBe('好的，先不登记。哪天想登记，回我「登记」就行～')
    await g.whispers('大壮', '在忙')
    expect(g.lastWhisper('大壮')).not.toContain('称呼')
    expect(await registration()).toMatchObject({ state: 'cancelled', consentAt: null })
  })

  it('that is asked for in the group goes on in private, or by a person where nobody can be written to', async () => {
    await open({ engine })
    await g.says('老周', '登记')
    g.groupGot('@追风车主-老周 好的，我私聊您了')
    g.privateGot('老周', '登记前先跟您说清楚')
    await g.whispers('老周', '好的')
    g.privateGot('老周', '怎么称呼您？')
    await g.close()
    await open({ engine, lacks: ['directMessage'] })
    await g.says('老周', '登记')
    g.groupGot('@追风车主-老周 好的，我请客服联系您登记')
    g.staffGot('「追风车友群」里的 追风车主-老周 想登记')
  })
})
