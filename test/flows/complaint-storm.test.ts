import { afterEach, describe, expect, it } from '@jest/globals'
import { Incident, OutboxItem } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-桃子', '追风车主-小满', '追风车主-大壮']
const STAFF = { 小林: 'service', 陈总: 'manager', 佳佳: 'sales' } as const

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('a complaint storm', () => {
  let g: TestGroup
  afterEach(() => g.close())

  async function storm() {
    await g.says('老周', '车机升级完黑屏三次了，打了两遍电话都没人管，投诉到哪里')
    await g.advance('3m')
    await g.says('桃子', '我的车机升级完也是黑屏，说好给我回电话到现在没有')
    await g.advance('4m')
    await g.says('小满', '车机黑屏我也是！升级以后就没好过，太坑了，必须给个说法')
  }

  it('opens an incident with its timeline, and goes on telling it', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await storm()
    g.staffGot(
      /群情 #1：「追风车友群」里 3 位车友在说同一件事\n10:00 追风车主-老周「车机升级完黑屏三次了[\s\S]*10:07 追风车主-小满/,
    )
    g.privateGot('陈总', '群情 #1')
    await g.advance('2m')
    await g.says('大壮', '+1，我这车机黑屏也没人管，4S店踢皮球')
    const [incident] = await g.read((db) => db.find(Incident))
    expect(incident?.timeline.map(({ account }) => account)).toEqual(['老周', '桃子', '小满', '大壮'])
    expect(g.staffSaid().filter((text) => text.includes('群情'))).toHaveLength(1)
  })

  it('takes no complaint back, and punishes nobody for one', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await storm()
    await g.says('老周', '你们这破店是真不要脸，骗子，黑屏几个月了不管，退车！')
    expect(await g.read((db) => db.find(OutboxItem))).not.toContainEqual(
      expect.objectContaining({ action: expect.objectContaining({ type: 'recall' }) }),
    )
    expect(g.world.history('owners', { limit: 50 }).filter((post) => post.recalled)).toEqual([])
  })

  it.each(EVERY_ENGINE)(
    'holds marketing back until it is settled, and offers a holding line, on %s',
    async (engine) => {
      g = await group({ members: MEMBERS, staff: STAFF, engine })
      await storm()
      await g.staffSays('小林', '通知 周末店庆，到店有礼')
      await g.presses('小林', '发送', 'staff')
      g.staffGot('正有车友集中反映问题，这条先不往那边发')
      await g.staffSays('小林', '投票 店庆送什么？雨伞/脚垫')
      await g.staffSays('小林', '确认发送')
      const heldBack = /^「追风车友群」正有车友集中反映问题，这条先不往那边发/
      expect(g.staffSaid().filter((text) => heldBack.test(text))).toHaveLength(2)
      expect(g.groupSaid().join()).not.toContain('店庆')
      await g.staffSays('佳佳', '平息 1')
      g.staffGot('这一步要管理员、经理、客服或群管理员来操作')
      await g.presses('小林', '发安抚话', 'staff')
      g.groupGot('正在核实，负责人会尽快给一个明确的答复')
      await g.staffSays('陈总', '平息 1')
      await g.advance('1m')
      await g.says('大壮', '+1，我这车机黑屏也没人管，4S店踢皮球')
      g.staffGot('通知和关怀恢复正常')
      expect(await g.read((db) => db.find(Incident))).toMatchObject([{ state: 'closed', closedBy: '陈总' }])
      await g.staffSays('小林', '通知 周末店庆，到店有礼')
      await g.presses('小林', '发送', 'staff')
      g.groupGot('店庆')
    },
  )

  it('is not made of ordinary grumbling', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('老周', '今天环城高架又堵死了，烦')
    await g.says('桃子', '我也是，堵了一个小时')
    await g.says('小满', '油价又涨了，没法活')
    await g.says('大壮', '洗车排了半天队，失望')
    await g.says('老周', '导航今天又带我绕路，无语')
    expect(await g.read((db) => db.count(Incident))).toBe(0)
  })
})
