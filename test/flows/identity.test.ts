import { afterEach, describe, expect, it } from '@jest/globals'
import { bindAccount, inviteStaff, removeStaff } from '../../src/features/identity/index.js'
import { HOUR } from '../../src/kit/clock.js'
import { createVault } from '../../src/kit/crypto.js'
import {
  AuditEntry,
  Contact,
  Customer,
  CustomerMerge,
  CustomerTag,
  Lead,
  Member,
  Message,
  OneTimeCode,
  OutboxItem,
  PointAccount,
  Referral,
  Registration,
  StaffAccount,
  type StaffRole,
  Vehicle,
  Voucher,
} from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { type GroupOptions, group, type TestGroup } from '../kit/group.js'

const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子']
const vault = createVault(Buffer.alloc(32, 7))

let g: TestGroup
afterEach(() => g.close())

const open = async (options: GroupOptions = {}) => {
  g = await group({ members: CARS, onWechat: ['大壮', '佳佳', '路人', '小许'], ...options })
}
const deps = () => ({ ids: g.app.pipeline.ids, now: g.clock.now() })
const invites = (name: string, role: StaffRole = 'sales') =>
  g.read((db) => inviteStaff({ name, role }, { db, ...deps(), vault, lifetime: 24 * HOUR }))
const customerOf = async (externalId: string) =>
  (await g.read((db) => db.findOneByOrFail(Member, { externalId }))).customerId
const asksForCode = async (name: string) => {
  await g.whispers(name, '关联账号')
  return /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(g.lastWhisper(name))?.[0] ?? ''
}
const audited = async (what: string) =>
  (await g.read((db) => db.find(AuditEntry, { where: { what }, order: { id: 'ASC' } }))).map((each) => each.details)

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('one person, several accounts, on %s', (engine) => {
  it('binds a colleague by invitation, once, from any platform; from then on commands are heard', async () => {
    await open({ engine })
    const code = await invites('小许')
    await g.writesOnWechat('小许', `绑定 ${code.toLowerCase().replace('-', '')}`)
    g.wechatGot('小许', '小许，欢迎～您已绑定为销售顾问')
    g.staffGot('小许（销售顾问）刚用微信账号「小许」完成了绑定')
    await g.writesOnWechat('小许', '帮助')
    g.wechatGot('小许', '我能帮您')
    await g.writesOnWechat('小许', `绑定 ${code}`)
    g.wechatGot('小许', '这个码已经用过了')
    await g.writesOnWechat('路人', code)
    g.wechatGot('路人', '这个码已经用过了')
    expect(await g.read((db) => db.findBy(StaffAccount, { channel: 'wechat' }))).toMatchObject([
      { externalId: 'wx-小许', name: '小许', role: 'sales' },
    ])
    expect(await audited('identity.bound')).toMatchObject([{ channel: 'wechat', externalId: 'wx-小许', role: 'sales' }])
    const told = await g.read((db) => db.find(Message))
    expect(
      told
        .map((each) => each.text)
        .filter((text) => text.toUpperCase().replace('-', '').includes(code.replace('-', ''))),
    ).toEqual([])
  })

  it('makes a code that was shown in the owner group worthless', async () => {
    await open({ engine })
    const code = await invites('小许')
    const post = await g.says('大壮', `绑定 ${code}`)
    expect(g.world.findPost(post.id)?.recalled).toBeTruthy()
    g.groupGot('码在群里露出来就不能用了')
    g.staffGot('小许 的邀请码发到了「追风车友群」里')
    await g.writesOnWechat('小许', `绑定 ${code}`)
    g.wechatGot('小许', '这个码已经作废了')
    expect(await g.read((db) => db.countBy(StaffAccount, { channel: 'wechat' }))).toBe(0)
  })

  it('knows a colleague by name whichever account they use, and names the one who claimed', async () => {
    await open({ engine, staff: { jj_001: 'sales', 小赵: 'sales' } })
    await g.read((db) => removeStaff('jj_001', { db, ...deps() }))
    await g.read((db) =>
      bindAccount({ name: '佳佳', role: 'sales' }, { channel: 'sandbox', externalId: 'jj_001' }, { db, ...deps() }),
    )
    const code = await invites('佳佳')
    await g.writesOnWechat('佳佳', `绑定 ${code}`)
    await g.says('大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    await g.staffSays('jj_001', '接 1')
    await g.staffSays('小赵', '接 1')
    g.staffGot('刚被同事（佳佳）接了')
    await g.writesOnWechat('佳佳', '接 1')
    g.wechatGot('佳佳', '#1 已经在您手上了')
    expect(await g.read((db) => db.find(Lead))).toMatchObject([{ claimedBy: '佳佳' }])
  })

  it('forgets a colleague who leaves: no commands, and a customer like everybody', async () => {
    await open({ engine })
    await g.says('佳佳', '大家早')
    expect(await customerOf('佳佳')).toBeNull()
    await g.read((db) => removeStaff('佳佳', { db, ...deps() }))
    await g.says('佳佳', '我也是车主啦')
    expect(await customerOf('佳佳')).not.toBeNull()
    expect(await audited('identity.removed')).toMatchObject([{ channel: 'sandbox', externalId: '佳佳' }])
  })

  it('makes two accounts of a member one customer: phone and leads are theirs wherever they write', async () => {
    await open({ engine })
    await g.says('大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    await g.advance('1m')
    await g.writesOnWechat('大壮', '你好，我的电话 13800138000，方便时打给我')
    const code = await asksForCode('大壮')
    await g.writesOnWechat('大壮', code)
    g.wechatGot('大壮', '您的体验群和微信账号已经关联')
    g.privateGot('大壮', '您的体验群和微信账号刚刚关联好了')
    const kept = await customerOf('大壮')
    expect(await customerOf('wx-大壮')).toBe(kept)
    const [lead] = await g.read((db) => db.find(Lead, { relations: { member: true } }))
    expect(lead?.member?.customerId).toBe(kept)
    const customer = await g.read((db) => db.findOneByOrFail(Customer, { id: kept as string }))
    expect(vault.open(customer.phone as string)).toBe('13800138000')
    const [merge] = await audited('identity.linked')
    const record = await g.read((db) => db.findOneByOrFail(CustomerMerge, {}))
    const before = await g.read((db) => db.findOneByOrFail(Customer, { id: merge?.merged as string }))
    expect(before).toMatchObject({ mergedIntoId: kept, phoneFingerprint: customer.phoneFingerprint })
    const moved = await g.read((db) => db.findOneByOrFail(Member, { externalId: 'wx-大壮' }))
    expect(merge).toMatchObject({ kept, merge: record.id })
    expect(record).toMatchObject({
      keptId: kept,
      way: 'code',
      moved: { members: [moved.id], columns: ['phone', 'phoneFingerprint'] },
    })
    await g.whispers('大壮', '关联账号')
    await g.writesOnWechat('大壮', code)
    g.wechatGot('大壮', '这个码已经用过了')
    const sent = JSON.stringify(await g.read((db) => db.find(OutboxItem)))
    expect([sent.includes(code), sent.includes(g.lastWhisper('大壮'))]).toEqual([false, false])
  })

  it('a registration and its car stay with the member, whichever account they were left with', async () => {
    await open({ engine })
    // The group knew them first: that customer is the older one.
    await g.says('大壮', 'TD')
    await g.says('大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    const older = (await customerOf('大壮')) as string
    await g.read((db) =>
      db.insert(Vehicle, { id: 'car', customerId: older, model: '追风X1', createdAt: g.clock.now() }),
    )
    await g.read((db) =>
      db.insert(CustomerTag, { id: 'tag', customerId: older, tag: '钓鱼', by: '小林', at: g.clock.now() }),
    )
    await g.advance('1m')
    for (const words of ['登记', '同意', '王大壮', '13800138000', '追风X5', '沪A12345', '2024年5月', '跳过'])
      await g.writesOnWechat('大壮', words)
    await g.writesOnWechat('大壮', await asksForCode('大壮'))
    const kept = (await customerOf('大壮')) as string
    expect(await customerOf('wx-大壮')).toBe(kept)
    expect(await g.read((db) => db.find(Registration))).toMatchObject([{ customerId: kept, state: 'done' }])
    expect(await g.read((db) => db.find(Vehicle, { order: { createdAt: 'ASC' } }))).toMatchObject([
      { customerId: kept, model: '追风X1' },
      { customerId: kept, model: '追风X5' },
    ])
    expect(await g.read((db) => db.find(CustomerMerge))).toMatchObject([
      { keptId: kept, mergedId: older, moved: { vehicles: ['car'], changed: [{ table: 'customer_tags', id: 'tag' }] } },
    ])
    expect(await g.read((db) => db.find(CustomerTag))).toMatchObject([{ customerId: kept, tag: '钓鱼' }])
    const customer = await g.read((db) => db.findOneByOrFail(Customer, { id: kept }))
    expect(vault.open(customer.realName as string)).toBe('王大壮')
    // Who follows the wish of one account hears of the other, too.
    expect(await g.read((db) => db.find(Lead))).toMatchObject([{ customerId: kept, kind: 'trade_in' }])
    // What they stopped by one account stays stopped.
    expect(customer.marketingStoppedAt).not.toBeNull()
  })
})

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('a wrong link, on %s', (engine) => {
  it('is taken back by a manager: all that moved is where it was, and the books balance', async () => {
    await open({ engine, staff: { 小林: 'service', 陈总: 'manager', 佳佳: 'sales' } })
    const state = () =>
      g.read(async (db) => {
        const order = { id: 'ASC' } as const
        const balances = (await db.find(PointAccount)).filter((each) => each.customerId)
        return {
          members: (await db.find(Member, { order })).map((each) => [each.externalId, each.customerId]),
          leads: (await db.find(Lead, { order })).map((each) => [each.code, each.customerId]),
          cars: (await db.find(Vehicle, { order })).map((each) => [each.id, each.customerId]),
          contacts: (await db.find(Contact, { order })).map((each) => each.customerId),
          tags: (await db.find(CustomerTag, { order })).map((each) => [each.tag, each.customerId]),
          vouchers: (await db.find(Voucher, { order })).map((each) => [each.state, each.customerId]),
          referrals: (await db.find(Referral, { order })).map((each) => [each.code, each.referrerId, each.friendId]),
          points: balances
            .filter(({ balance }) => balance)
            .map((each) => [each.customerId, each.balance])
            .sort(),
          customers: (await db.find(Customer, { order })).map(
            ({ id, phone, owner, mergedIntoId, marketingStoppedAt }) => ({
              ...{ id, phone, owner, mergedIntoId, marketingStoppedAt },
            }),
          ),
        }
      })
    await g.says('大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    await g.advance('1m')
    await g.says('桃子', '想给家里再添一台车，电话13800138000')
    await g.says('桃子', '退订')
    for (const text of ['客户 桃子 标签 +钓鱼', '客户 桃子 顾问 佳佳', '车辆 桃子 车型 X5'])
      await g.staffSays('小林', text)
    await g.staffSays('佳佳', '转介绍 桃子 → 王女士 13900003333')
    const told = { id: 'told', key: 'birthday:x', groupId: null, kind: 'birthday', state: 'sent' as const, why: null }
    const at = g.clock.now()
    const toPeach = (await customerOf('桃子')) as string
    await g.read((db) => db.insert(Contact, { ...told, customerId: toPeach, at }))
    await g.staffSays('陈总', '奖品 加 导航 100分 3个')
    await g.staffSays('陈总', '加分 桃子 300 补发')
    await g.staffSays('陈总', '加分 大壮 50 补发')
    await g.whispers('桃子', '兑换 1')
    const before = await state()
    expect(before.points.map(([, balance]) => balance)).toEqual(expect.arrayContaining([50, 200]))

    // 桃子 helps 大壮 on a borrowed phone, and one code too many is sent.
    await g.writesOnWechat('大壮', '你好')
    await g.whispers('大壮', '在吗')
    const { customerId: peach } = await g.read((db) => db.findOneByOrFail(Member, { externalId: '桃子' }))
    await g.read((db) => db.update(Member, { externalId: 'wx-大壮' }, { customerId: peach }))
    const mixed = await state()
    await g.writesOnWechat('大壮', await asksForCode('大壮'))
    const kept = (await customerOf('大壮')) as string
    const joined = await state()
    expect(new Set(joined.members.map(([, id]) => id).filter(Boolean))).toEqual(new Set([kept]))
    expect(joined.points).toEqual([[kept, 250]])
    expect([joined.vouchers, joined.contacts]).toEqual([[['open', kept]], [kept]])
    expect(joined.referrals[0]?.[1]).toBe(kept)

    await g.staffSays('小林', '撤销合并 1')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '合并记录')
    g.staffGot(/#1 2026-09-01 .*桃子 并入 .*大壮（本人用关联码）/)
    await g.staffSays('陈总', '撤销合并 1')
    expect(g.staffSaid().at(-1)).toMatch(/^好的，#1 撤销了：.*桃子 和 .*大壮 又是两位客户.*$/)
    expect(await state()).toEqual(mixed)
    await g.staffSays('陈总', '撤销合并 1')
    g.staffGot('#1 之前已经撤销过了')
    await g.staffSays('陈总', '撤销合并 7')
    g.staffGot('没有 #7 这次合并')

    // Again, and this time some of it is gone: as much as is left goes back.
    await g.writesOnWechat('大壮', await asksForCode('大壮'))
    await g.staffSays('陈总', '加分 追风车主-大壮 -180 多给了')
    await g.staffSays('陈总', '撤销合并 2')
    expect(g.staffSaid().at(-1)).toMatch(/其中 \d+ 分合并后已经用掉或到期/)
    const accounts = await g.read((db) => db.find(PointAccount))
    expect(accounts.reduce((sum, { balance }) => sum + balance, 0)).toBe(0)
    const left = (await state()).points.map(([, balance]) => Number(balance))
    expect(left.reduce((sum, balance) => sum + balance, 0)).toBe(70)
    expect(await audited('merging.undone')).toMatchObject([{ missing: 0 }, { missing: expect.any(Number) }])

    // What came after comes first, and whose data is erased cannot be told apart.
    await g.writesOnWechat('大壮', await asksForCode('大壮'))
    await g.read((db) => db.update(Customer, { id: kept }, { mergedIntoId: peach }))
    await g.staffSays('陈总', '撤销合并 3')
    g.staffGot('#3 之后又并过一次')
    await g.read((db) => db.update(Customer, { id: kept }, { mergedIntoId: null, erasedAt: g.clock.now() }))
    await g.staffSays('陈总', '撤销合并 3')
    g.staffGot('#3 的资料已经按要求删除')
  })
})

describe('codes, as people use them', () => {
  it('stops looking at codes after five wrong ones in an hour, even at the right one, and tells the staff', async () => {
    await open()
    const code = await invites('小许')
    for (const end of '12345') await g.writesOnWechat('路人', `绑定 ZZZZ-ZZZ${end}`)
    g.wechatGot('路人', '没认出这个码')
    g.staffGot('「路人」（微信）连着发错了好几个绑定码')
    await g.writesOnWechat('路人', `绑定 ${code}`)
    g.wechatGot('路人', '试得有点多了')
    expect(await g.read((db) => db.countBy(StaffAccount, { channel: 'wechat' }))).toBe(0)
    await g.writesOnWechat('小许', `绑定 ${code}`)
    g.wechatGot('小许', '您已绑定为销售顾问')
    expect(g.staffSaid().join()).not.toContain(code)
  })

  it('takes an invitation in the staff room too', async () => {
    await open()
    g.world.addPerson({ id: '小顾', nickname: '小顾' })
    g.world.addMember('staff', '小顾', {})
    const code = await invites('小顾', 'service')
    await g.staffSays('小顾', `绑定码：${code}`)
    g.staffGot('小顾，欢迎～您已绑定为客服')
  })

  it('lets an invitation expire', async () => {
    await open()
    const code = await invites('小许')
    await g.advance('24h')
    await g.writesOnWechat('小许', `bind ${code}`)
    g.wechatGot('小许', '这个码过期了')
  })

  it('links nobody with themselves or with staff, and asks to write in private', async () => {
    await open()
    const code = await asksForCode('大壮')
    await g.whispers('大壮', code)
    g.privateGot('大壮', '这还是同一个账号呢')
    await g.whispers('佳佳', code)
    g.privateGot('佳佳', '同事的账号不和车主账号关联')
    await g.whispers('佳佳', '关联账号')
    g.privateGot('佳佳', '同事的账号不和车主账号关联')
    await g.says('桃子', '关联账号')
    g.groupGot('这个请私聊我发')
    await g.advance('10m')
    await g.writesOnWechat('大壮', code)
    g.wechatGot('大壮', '这个码过期了')
    expect(await customerOf('wx-大壮')).not.toBe(await customerOf('大壮'))
  })

  it('counts the newest code only, and offers five an hour', async () => {
    await open()
    const first = await asksForCode('大壮')
    const second = await asksForCode('大壮')
    await g.writesOnWechat('大壮', first)
    g.wechatGot('大壮', '这个码已经作废了')
    for (let n = 0; n < 4; n++) await g.whispers('大壮', '关联账号')
    g.privateGot('大壮', '试得有点多了')
    expect(await g.read((db) => db.count(OneTimeCode))).toBe(5)
    expect(second).not.toBe(first)
  })

  it('speaks English', async () => {
    await open({ locale: 'en' })
    const code = await invites('Ann', 'manager')
    await g.writesOnWechat('小许', `bind ${code}`)
    g.wechatGot('小许', 'Welcome, Ann! You are bound as manager')
    await g.whispers('大壮', 'link account')
    g.privateGot('大壮', 'Your code: ')
  })
})
