import { afterEach, describe, expect, it } from '@jest/globals'
import { tellInvitations } from '../../src/features/invitations/index.js'
import { sweepRadar } from '../../src/features/radar/index.js'
import { Customer, Invitee, RadarEntry, Setting } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { staffApi } from '../kit/staff-api.js'

const MEMBERS = ['追风车主-大壮', '追风车主-桃子', '追风车主-老周']
const STAFF = { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' } as const
const WISH = '我那台开五年了，想换个大点的，现在拿到店里能抵多少'

describe('whom to call', () => {
  let g: TestGroup
  afterEach(() => g.close())
  const now = () => ({ ...g.app.pipeline, now: g.clock.now() })

  it('for a campaign is split among colleagues, and managers see how far it is', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (const name of ['大壮', '桃子', '老周']) await g.says(name, WISH)
    await g.says('老周', '退订')
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '邀约计划 国庆团购 HA级')
    g.staffGot('要管理员、经理或客服来操作')
    await g.staffSays('陈总', '邀约计划 国庆团购 HAB级 佳佳 没这人')
    g.staffGot('没找到同事「没这人」')
    await g.staffSays('陈总', '邀约计划 国庆团购 HAB级 佳佳 小赵')
    // 大壮 is 佳佳's own; whoever unsubscribed is not called.
    g.staffGot(
      '邀约 #1 国庆团购：2 位，联系了 0 位（0 个电话），会来 0，到了 0，不来 0\n佳佳：0/1，会来 0，到了 0\n小赵：0/1',
    )
    g.privateGot('佳佳', /请您联系这 1 位[\s\S]+1 号 追风车主-大壮/)
    await g.staffSays('小赵', '邀约 1 1 会来')
    g.staffGot('要管理员、经理或客服来操作')
    await g.staffSays('佳佳', '邀约 1 1 没接')
    g.staffGot('记下了，1 号 追风车主-大壮：还没联系上，打过 1 个电话')
    await g.staffSays('佳佳', '邀约 1 1 会来')
    await g.staffSays('小赵', '邀约 1 2 不来')
    await tellInvitations(now())
    await g.settle()
    g.privateGot('陈总', '联系了 2 位（3 个电话），会来 1，到了 0，不来 1')
    await g.staffSays('小林', '邀约 1 1 到了')
    await g.staffSays('陈总', '邀约 1')
    expect(g.staffSaid().at(-1)).toMatch(
      /到了 1，不来 1\n佳佳：1\/1，会来 1，到了 1\n小赵：1\/1.+\n1 号 追风车主-大壮 · 佳佳 · 到了 · 2 个电话/,
    )
    const api = await staffApi(g)
    const { items } = await (await api.logIn('佳佳')).reads('/invitations')
    expect(items).toMatchObject([
      { title: '国庆团购', calls: 3, came: 1, invitees: [{ assignee: '佳佳', state: 'came' }, { state: 'declined' }] },
    ])
    await api.close()
    // A long list says that it is not all.
    await g.read(async (db) => {
      const { id, ...row } = await db.findOneByOrFail(Invitee, { number: 1 })
      for (let number = 3; number <= 42; number++) await db.insert(Invitee, { ...row, id: `${id}-${number}`, number })
    })
    await g.staffSays('陈总', '邀约 1')
    expect(g.staffSaid().at(-1)).toMatch(/\n还有 2 位没列出来/)
    await g.staffSays('陈总', '邀约 1 结束')
    await g.staffSays('佳佳', '邀约 1 1 会来')
    g.staffGot('没找到这个邀约')
  })

  it('because a car grows old is named once a year with its reasons, and a part is left alone', async () => {
    const names = Array.from({ length: 9 }, (_, n) => `车友${n}`)
    g = await group({ members: names.map((name) => `追风车主-${name}`), staff: STAFF })
    for (const name of names) {
      await g.says(name, '周末天气不错')
      await g.staffSays('小林', `车辆 追风车主-${name} 购车 2020-05-01`)
      await g.staffSays('小林', `车辆 追风车主-${name} 里程 13万`)
      await g.staffSays('小林', `客户 追风车主-${name} 顾问 佳佳`)
    }
    await g.says('车友4', '退订')
    // Of so few a tenth may be nobody.
    await g.read((db) => db.insert(Setting, { key: 'radar', value: { controlShare: 0.3 } as never }))
    await sweepRadar(now())
    await sweepRadar(now())
    await g.settle()
    const entries = await g.read((db) => db.find(RadarEntry, { relations: { customer: true } }))
    expect(entries).toHaveLength(8)
    const left = entries.filter(({ arm }) => arm === 'control')
    expect(left.length).toBeGreaterThan(0)
    expect(left.length).toBeLessThan(8)
    const list = g.lastWhisper('佳佳')
    expect(list).toContain(`2026-09 可能要换车的 ${8 - left.length} 位`)
    for (const { customer, arm } of entries)
      expect([arm, list.includes(`${customer?.displayName} · 车龄 6 年、跑了 130000 公里`)]).toEqual([
        arm,
        arm === 'told',
      ])
    await g.staffSays('小赵', '换车雷达 效果')
    g.staffGot('要管理员或经理来操作')
    await g.advance('95d')
    const [one] = entries.filter(({ arm }) => arm === 'told')
    const who = (await g.read((db) => db.findOneByOrFail(Customer, { id: one?.customerId as string }))).displayName
    await g.says(who.split('-').at(-1) as string, WISH)
    await g.staffSays('陈总', '换车雷达 效果')
    expect(g.staffSaid().at(-1)).toContain(`90 天 · 联系组 ${8 - left.length} 位：有线索 0（0%）`)
    await sweepRadar(now())
    expect(await g.read((db) => db.count(RadarEntry))).toBe(8)
  })
})
