import { afterEach, describe, expect, it } from '@jest/globals'
import { BroadcastTarget, type Db, Invitee, OutboxItem, RadarEntry, Rsvp } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-大壮', '追风车主-阿壮', '追风车主-老周']
const STAFF = { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' } as const
const WISH = '我那台开五年了，想换个大点的，现在拿到店里能抵多少'
const PHONE = '我的电话13800003333，方便打给我'

describe('one person who writes from two accounts of the group', () => {
  let g: TestGroup
  afterEach(() => g.close())
  const last = () => g.staffSaid().at(-1)
  /** What follows, as the tables have it. */
  const books = () =>
    g.read(async (db: Db) => {
      const order = { id: 'ASC' } as const
      return {
        invitees: await db.find(Invitee, { order }),
        radar: await db.find(RadarEntry, { order }),
        targets: await db.find(BroadcastTarget, { order }),
        rsvps: await db.find(Rsvp, { order }),
        waiting: await db.findBy(OutboxItem, { state: 'waiting' }),
      }
    })

  it('is one on every list from then on, and two again when it was a mistake', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (const name of ['大壮', '阿壮', '老周']) await g.says(name, WISH)
    for (const name of ['大壮', '阿壮']) await g.whispers(name, '你好')
    // Two colleagues call the same person.
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('小赵', '接 2')
    await g.staffSays('陈总', '邀约计划 国庆团购 HAB级 佳佳 小赵')
    await g.staffSays('佳佳', '邀约 1 1 没接')
    await g.staffSays('小赵', '邀约 1 2 会来')
    // Both accounts sign up.
    await g.staffSays('小林', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额9台车，9月17日18:00截止')
    await g.presses('小林', '发布', 'staff')
    await g.says('大壮', '报名 2大1小')
    await g.says('阿壮', '报名 1大')
    // Both were listed by the radar; one of them was to be left alone.
    const customerIds = (await books()).invitees.map(({ customerId }) => customerId)
    await g.read(async (db) => {
      for (const [n, arm] of (['control', 'told'] as const).entries())
        await db.insert(RadarEntry, {
          ...{ id: `radar-${n}`, month: '2026-08', customerId: customerIds[n] as string, score: 50 - n },
          ...{ reasons: [], arm, consultant: '佳佳', at: g.clock.now() },
        })
    })
    // At night, so that it waits for the morning.
    await g.advance('12h')
    for (const name of ['大壮', '阿壮']) await g.staffSays('小林', `客户 追风车主-${name} 标签 +露营`)
    await g.staffSays('小林', '客户群发 标签露营：营地换到水库')
    await g.staffSays('小林', '确认发送')
    g.staffGot(/这就发给 2 位客户/)

    for (const name of ['大壮', '阿壮']) await g.whispers(name, PHONE)
    const before = await books()
    expect(before.waiting).toHaveLength(2)
    await g.staffSays('小林', '同一位 1')
    g.staffGot(/是同一位，资料合到一起了（合并 #1）/)
    // Seats are nobody's to take away but a person's.
    g.privateGot(
      '小林',
      /活动 #1 .*云溪谷自驾一日游：有位车友用两个账号都报了名[\s\S]*· 追风车主-大壮 2大1小\n· 追风车主-阿壮 1大0小/,
    )
    expect((await books()).rsvps).toEqual(before.rsvps)
    // Whoever has their word goes on calling.
    await g.staffSays('陈总', '邀约 1')
    expect(last()).toMatch(/：2 位，联系了 1 位（2 个电话），会来 1/)
    expect(last()).not.toContain('佳佳：1')
    expect((await books()).radar).toMatchObject([{ id: 'radar-1', arm: 'told' }])
    expect((await books()).targets.map(({ state, why }) => why ?? state).sort()).toEqual(['merged', 'queued'])

    await g.staffSays('陈总', '撤销合并 1')
    g.staffGot('又是两位客户')
    expect(await books()).toEqual(before)
  })

  it('gets what waits for both once, and nothing of it after 退订 by either', async () => {
    g = await group({ members: MEMBERS, staff: STAFF, onWechat: ['大壮'] })
    const links = async (name: string) => {
      await g.whispers(name, '关联账号')
      const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(g.lastWhisper(name))?.[0] ?? ''
      await g.writesOnWechat('大壮', code)
    }
    await g.whispers('大壮', '你好')
    await g.writesOnWechat('大壮', '你好')
    await g.whispers('老周', '你好')
    await g.advance('12h')
    const sendsTo = async (text: string) => {
      await g.staffSays('小林', `客户群发 30天没联系：${text}`)
      await g.staffSays('小林', '确认发送')
    }
    const heard = () => [...g.privateSaid('大壮'), ...g.wechatSaid('大壮')].filter((text) => text.includes('水库'))
    await sendsTo('营地换到水库')
    await links('大壮')
    await g.advance('11h')
    expect(heard()).toHaveLength(1)
    await g.staffSays('小林', '群发明细 1')
    g.staffGot(/大壮：没发 同一位客户的另一个账号收了/)

    // It was a mistake, and still in time: the other one gets theirs.
    await g.staffSays('陈总', '撤销合并 1')
    expect(heard()).toHaveLength(2)

    // By whichever account they unsubscribe, what waits for the other is not said.
    await g.advance('40d')
    await g.advance('13h')
    await sendsTo('水库的营地改期')
    await g.writesOnWechat('大壮', 'TD')
    await links('大壮')
    await g.advance('11h')
    expect(heard()).toHaveLength(2)
    g.privateGot('老周', '水库的营地改期')
  })
})
