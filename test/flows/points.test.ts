import { afterEach, describe, expect, it } from '@jest/globals'
import { earnBirthdays } from '../../src/features/care/index.js'
import { earnPoints } from '../../src/features/earn-points.js'
import { expirePoints, noticeExpiry } from '../../src/features/points/index.js'
import { DAY } from '../../src/kit/clock.js'
import { dayOf } from '../../src/kit/zone.js'
import {
  AuditEntry,
  Customer,
  Lead,
  Message,
  PointAccount,
  PointTransfer,
  Referral,
  Reward,
  Voucher,
} from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'
import { staffApi } from '../kit/staff-api.js'

const MEMBERS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子']
const STAFF = { 佳佳: 'sales', 小林: 'service', 陈总: 'manager' } as const
const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}/

const balances = (g: TestGroup) => g.read((db) => db.find(PointAccount, { order: { key: 'ASC' } }))
/** All balances together are 0. */
const inBalance = async (g: TestGroup) => (await balances(g)).reduce((sum, { balance }) => sum + balance, 0)

describe('points and referral', () => {
  let g: TestGroup
  afterEach(() => g.close())

  it('are given by rules that the manager changes, buy rewards while there are some, and are taken back by reversals only', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (const name of ['老周', '大壮']) await g.says(name, '大家好')
    await g.staffSays('佳佳', '积分规则 保养 300')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '积分规则 保养 300')
    g.staffGot(/转介绍：5000 分[\s\S]*到店保养：300 分[\s\S]*积分 24 个月有效/)
    await g.staffSays('小林', '加分 老周 保养')
    g.staffGot(/#1 追风车主-老周 \+300 分，现在 300 分/)
    await g.staffSays('小林', '加分 老周 保养')
    g.staffGot('追风车主-老周 这一项已经给过了')
    await g.staffSays('小林', '加分 老周 3000 补发')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '加分 老周 3000 店庆补发')
    await g.staffSays('陈总', '加分 大壮 3000 店庆补发')
    await g.staffSays('陈总', '奖品 加 机油保养券 3000分 1张')
    g.staffGot('1. 机油保养券 · 3000 分 · 剩 1')

    await g.whispers('老周', '我的积分')
    g.privateGot('老周', /您有 3300 积分/)
    // In the group the answer comes in private.
    await g.says('老周', '兑换 1')
    g.groupGot('私聊发您了')
    g.privateGot('老周', /换好啦：机油保养券（用了 3000 分，还剩 300 分）\n到店报这个码：[0-9A-Z]{4}-[0-9A-Z]{4}/)
    await g.whispers('大壮', '兑换 1')
    g.privateGot('大壮', '机油保养券 刚换完了')
    await g.whispers('老周', '兑换 7')
    g.privateGot('老周', '没有 7 号奖品')
    const code = CODE.exec(g.privateSaid('老周').join('\n'))?.[0]
    expect(g.groupSaid().join()).not.toContain(code)
    expect(JSON.stringify(await g.read((db) => db.find(Voucher)))).not.toContain(code)
    await g.staffSays('小林', `取消兑换 ${code}`)
    g.staffGot('追风车主-老周 的机油保养券已取消，退回 3000 分')
    await g.staffSays('小林', `核销 ${code}`)
    g.staffGot(/这张机油保养券已经作废了（.+，小林）/)
    await g.whispers('大壮', '兑换1')
    const second = CODE.exec(g.lastWhisper('大壮'))?.[0]
    await g.staffSays('小林', `核销 ${second?.toLowerCase()}`)
    g.staffGot('核销好了：追风车主-大壮 的机油保养券')
    await g.staffSays('小林', `核销 ${second}`)
    g.staffGot(/已经用过了（.+，小林 核销）/)

    await g.advance('2m')
    await g.staffSays('陈总', '冲正 1')
    g.staffGot('#1 冲正好了：追风车主-老周 -300 分，现在 3000 分')
    await g.staffSays('陈总', '冲正 1')
    g.staffGot('#1 已经冲正过了')
    await g.staffSays('陈总', '加分 老周 -9999 多给了')
    g.staffGot('追风车主-老周 只有 3000 分')
    await g.staffSays('佳佳', '积分 老周')
    g.staffGot(
      /追风车主-老周：3000 分\n#1 .+ 到店保养 \+300[\s\S]*兑换 -3000 机油保养券[\s\S]*冲正 \+3000[\s\S]*冲正 -300/,
    )
    expect(await inBalance(g)).toBe(0)
    expect(await g.read((db) => db.findOneByOrFail(Reward, { code: 1 }))).toMatchObject({ stock: 0 })
  })

  it('end what came in first, after a notice; what is earned elsewhere is paid once', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.whispers('老周', '我的积分')
    await g.staffSays('陈总', '积分规则 有效期 2个月')
    const { store, ids, say, dealer } = g.app.pipeline
    const zhou = await g.read((db) => db.findOneByOrFail(Customer, { displayName: '老周' }))
    const earn = async () => {
      const earning = { customerId: zhou.id, reason: 'activity' as const, subject: 'outing-1', note: '秋游' }
      await g.read((db) => earnPoints(db, ids, [earning], g.clock.now()))
      await g.settle()
    }
    await earn()
    await earn()
    await g.advance('10d')
    await g.staffSays('陈总', '加分 老周 500 补发')
    const deps = () => ({ store, ids, say, dealer, now: g.clock.now() })
    await g.advance('35d')
    await noticeExpiry(deps())
    await noticeExpiry(deps())
    await g.settle()
    expect(g.privateSaid('老周').filter((text) => text.includes('提醒您一声'))).toEqual([
      expect.stringMatching(/您一声：有 200 积分 \d{4}-\d\d-\d\d 到期/),
    ])
    await g.advance('20d')
    await expirePoints(deps())
    await expirePoints(deps())
    await g.whispers('老周', '我的积分')
    expect(g.lastWhisper('老周')).toMatch(/您有 500 积分/)
    expect(await inBalance(g)).toBe(0)
    // A birthday is paid once a year, also when it is written down anew.
    const birthday = async (day: string) => {
      await g.staffSays('陈总', `客户 老周 生日 ${day}`)
      await earnBirthdays({ ...g.app.pipeline, now: g.clock.now() })
      await g.settle()
      const paid = await g.read((db) => db.findBy(PointTransfer, { reason: 'birthday' }))
      return paid.map(({ key }) => key.split(':')[1])
    }
    const daysOn = (days: number) => dayOf(g.clock.now() + days * DAY, 'Asia/Shanghai').slice(5)
    const thisYear = dayOf(g.clock.now(), 'Asia/Shanghai').slice(0, 4)
    expect(await birthday(daysOn(3))).toEqual([])
    expect(await birthday(daysOn(0))).toEqual([thisYear])
    await g.advance('1d')
    expect(await birthday(daysOn(0))).toEqual([thisYear])
    await g.advance('365d')
    expect(await birthday(daysOn(0))).toHaveLength(2)
    expect(await inBalance(g)).toBe(0)
  })

  it('pay both sides of a referral when the car is handed over, and go when the order falls', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('桃子', '大家好')
    await g.whispers('老周', '推荐 李先生 139-0000-2222 想看X3')
    g.privateGot('老周', '谢谢推荐！李先生 提车后，两位各得 5000 积分')
    g.staffGot(/线索 #1 · 想看车 · 李先生\n来自：转介绍/)
    await g.whispers('老周', '推荐 李哥 13900002222')
    g.privateGot('老周', '李哥 您已经推荐过了')
    await g.staffSays('佳佳', '转介绍 桃子 → 小李 13900002222')
    g.staffGot('没记：小李 已经由别的车友推荐了')
    await g.staffSays('佳佳', '转介绍 桃子 → 王女士 13900003333')
    g.staffGot('记下了：追风车主-桃子 推荐 王女士（139****3333），线索 #2。提车后双方各 5000 分')
    await g.staffSays('小林', '登记线索 赵先生 13900004444 来电')
    await g.whispers('老周', '推荐 赵先生 13900004444')
    g.privateGot('老周', '赵先生 我们之前就有联系了')

    await g.staffSays('佳佳', '接 1')
    await g.staffSays('小林', '交车 李先生')
    g.staffGot('李先生 还没有成交的线索')
    await g.staffSays('佳佳', '成交 1')
    await g.staffSays('佳佳', '交车 李先生')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('小林', '交车 李先生')
    g.staffGot(
      /#1 李先生 交车记下了[\s\S]*转介绍积分到账：老周 和 李先生 各 5000 分，另送：免费保养券[\s\S]*李先生 没有私聊/,
    )
    g.privateGot('老周', /您推荐的 李先生 提车啦！谢谢您，5000 积分到账～\n免费保养券，到店报码：/)
    await g.staffSays('小林', '交车 李先生')
    g.staffGot('老周 推荐的积分之前已经发过了')
    expect((await balances(g)).filter(({ customerId }) => customerId).map(({ balance }) => balance)).toEqual([
      5000, 5000,
    ])

    await g.staffSays('陈总', '奖品 加 导航 4000分 3个')
    await g.whispers('老周', '兑换 1')
    await g.staffSays('陈总', '转介绍榜')
    g.staffGot(/佳佳：1 位老客户带来 1 位，交车 0 位[\s\S]*待交车：追风车主-桃子 → 王女士/)
    await g.staffSays('小林', '退单 李先生')
    g.staffGot(/李先生 退单，积分处理好了：\n老周 扣回 1000 分（有 4000 分已经用掉，扣不回来）\n李先生 扣回 5000 分/)
    expect(await g.read((db) => db.find(Referral, { order: { code: 'ASC' } }))).toMatchObject([
      { state: 'reversed', way: 'member' },
      { state: 'pending', way: 'staff', consultant: '佳佳' },
    ])
    const api = await staffApi(g)
    try {
      const chen = await api.logIn('陈总')
      expect((await chen.reads('/referrals?state=reversed')).items).toMatchObject([
        { referrer: { name: '老周' }, friend: { name: '李先生' }, way: 'member' },
      ])
      expect((await chen.reads('/rewards')).items).toMatchObject([{ code: 1, name: '导航', cost: 4000, stock: 2 }])
      const zhou = await g.read((db) => db.findOneByOrFail(Customer, { displayName: '老周' }))
      expect(await chen.reads(`/points/${zhou.id}`)).toMatchObject({
        customer: { name: '老周' },
        balance: 0,
        movements: [{ reason: 'reversal', amount: -1000 }, { reason: 'redeem' }, { reason: 'referral', amount: 5000 }],
        vouchers: [
          { name: '导航', state: 'open' },
          { name: '免费保养券', state: 'cancelled' },
        ],
      })
      expect((await chen.ask('GET', '/staff/points/nobody')).status).toBe(404)
    } finally {
      await api.close()
    }
    const gifts = await g.read((db) => db.findBy(Voucher, { name: '免费保养券' }))
    expect(gifts.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    expect(await inBalance(g)).toBe(0)
    // The numbers of friends are nowhere to be read, and are not the numbers of those who gave them.
    const kept = await g.read(async (db) => [
      await db.find(Message),
      await db.find(AuditEntry),
      await db.find(Customer),
      await db.find(PointTransfer),
    ])
    expect(JSON.stringify(kept).replace(/[\s-]/g, '')).not.toMatch(/1390000\d{4}/)
    expect(await g.read((db) => db.findOneByOrFail(Customer, { displayName: '老周' }))).toMatchObject({ phone: null })
  })

  it('refuse oneself and a circle, and hear a sentence that names a friend', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.whispers('老周', '我的电话13900001111，方便打给我')
    await g.whispers('老周', '推荐 周先生 13900001111')
    g.privateGot('老周', '自己推荐自己不算')
    await g.says('桃子', '我同事李先生想买车，他电话13900005555，你们联系他')
    g.groupGot('私聊发您了')
    g.privateGot('桃子', '谢谢推荐！李先生 提车后')
    const lead = await g.read((db) => db.findOneByOrFail(Lead, { source: 'referral' }))
    expect(lead).toMatchObject({ kind: 'purchase' })
    const tao = await g.read((db) => db.findOneByOrFail(Customer, { displayName: '追风车主-桃子' }))
    expect(tao.phone).toBeNull()
  })
})

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('at the same moment, on %s', (engine) => {
  it('two who want the last one get it once, the other keeps the points, and a referral is paid once', async () => {
    const g = await group({ members: MEMBERS, staff: STAFF, engine })
    try {
      for (const name of ['老周', '大壮']) await g.says(name, '大家好')
      await g.staffSays('陈总', '奖品 加 导航 100分 1个')
      for (const name of ['老周', '大壮']) await g.staffSays('陈总', `加分 ${name} 150 补发`)
      g.world.post('老周', '老周', '兑换 1')
      // What arrives in one turn of the loop would share a transaction.
      for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate)
      g.world.post('大壮', '大壮', '兑换 1')
      g.world.post('大壮', '大壮', '兑换 1')
      await g.settle()
      expect(await g.read((db) => db.countBy(Voucher, {}))).toBe(1)
      const left = (await balances(g)).filter(({ customerId }) => customerId).map(({ balance }) => balance)
      expect(left.toSorted((one, other) => one - other)).toEqual([50, 150])
      expect(await inBalance(g)).toBe(0)
      expect([...g.privateSaid('老周'), ...g.privateSaid('大壮')].join()).toContain('导航 刚换完了')

      // Two colleagues say that the same car was handed over: it is paid once.
      await g.staffSays('佳佳', '转介绍 大壮 → 李先生 13900002222')
      await g.staffSays('佳佳', '接 1')
      await g.staffSays('佳佳', '成交 1')
      g.world.post('小林', '小林', '交车 李先生')
      for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate)
      g.world.post('陈总', '陈总', '交车 李先生')
      await g.settle()
      const answers = [...g.privateSaid('小林'), ...g.privateSaid('陈总')]
      expect(answers.filter((text) => text.includes('各 5000 分'))).toHaveLength(1)
      expect(answers.filter((text) => text.includes('推荐的积分之前已经发过了'))).toHaveLength(1)
      expect(await g.read((db) => db.countBy(PointTransfer, { reason: 'referral' }))).toBe(2)
      expect(await g.read((db) => db.countBy(Voucher, { name: '免费保养券' }))).toBe(2)
      expect(await inBalance(g)).toBe(0)
    } finally {
      await g.close()
    }
  })
})
