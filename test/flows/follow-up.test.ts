import { afterEach, describe, expect, it } from '@jest/globals'
import { remindOfContacts, tellDue, tellWaiting, tellWinBack } from '../../src/features/leads/index.js'
import { Lead, LeadEvent, StaffAccount } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { staffApi } from '../kit/staff-api.js'

const MEMBERS = ['追风车主-大壮', '追风车主-桃子']
const STAFF = { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' } as const
const WISH = '我那台开五年了，想换个大点的，现在拿到店里能抵多少'

describe('following a lead', () => {
  let g: TestGroup
  afterEach(() => g.close())

  async function morning() {
    const { store, ids, say, dealer } = g.app.pipeline
    await tellDue({ store, ids, say, dealer, now: g.clock.now() })
    await g.settle()
  }
  const lead = async () => (await g.read((db) => db.find(Lead)))[0]

  it('reaches the next colleague, and then the manager, when nobody takes it within ten working minutes', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.advance('19m')
    for (const name of ['佳佳', '小赵']) g.privateGot(name, '#1 这位比较适合您来跟')
    expect(g.privateSaid('陈总')).toEqual([])
    await g.advance('12m')
    g.privateGot('陈总', /线索 #1（想换车，追风车主-大壮，追风车友群）20 分钟了还没人接/)
  })

  it('goes from one contact to the next, by level and by what was agreed, to the sale', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.advance('1d')
    await morning()
    g.privateGot('佳佳', /今天该联系的 1 位：\n#1 [HABC] 级 · 追风车主-大壮 · 下次 9月2日/)
    g.privateGot('陈总', '今天全店该联系 1 位，拖了三天以上的 0 位')
    await g.staffSays('佳佳', '跟进 1 电话聊了，约好下周三来看车')
    g.staffGot('记下了，#1 追风车主-大壮。下次联系：9月9日 周三')
    await g.staffSays('小赵', '成交 1')
    g.staffGot('#1 是佳佳在跟，请本人或经理来改')
    await g.staffSays('佳佳', '1 改 H级')
    g.staffGot(/从 [HABC] 级改成 H 级/)
    await g.staffSays('佳佳', '我的线索')
    g.staffGot(/您在跟的 1 位：\n#1 H 级/)
    await g.staffSays('佳佳', '成交 1')
    g.staffGot('恭喜🎉 #1 追风车主-大壮 成交')
    expect(await lead()).toMatchObject({ state: 'won', contacts: 1, nextContactAt: null })
    await g.staffSays('佳佳', '跟进 1 又聊了')
    g.staffGot('#1 已经成交了')
    const events = await g.read((db) => db.find(LeadEvent, { order: { id: 'ASC' } }))
    expect(events.map(({ type }) => type)).toEqual(['raised', 'claimed', 'contacted', 'level', 'won'])
  })

  it('that is lost is called back by customer service, who may open it again', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '战败 1')
    g.staffGot('#1 追风车主-大壮 可惜了，是什么原因？')
    await g.presses('佳佳', '价格', 'staff')
    g.staffGot('#1 追风车主-大壮 战败。客服会回访一次')
    g.privateGot('小林', /请回访 #1 追风车主-大壮（佳佳 报战败，原因：价格）/)
    await g.staffSays('佳佳', '回访 1 属实')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('小林', '回访 1 他还想买')
    g.staffGot('#1 追风车主-大壮 回访说还想买，佳佳 明天再联系一次')
    expect(await lead()).toMatchObject({ state: 'claimed', claimedBy: '佳佳', lostReason: null, contacts: 0 })
    // Lost again, they are asked once more when the reason may be gone: a price sooner than another brand.
    await g.says('桃子', WISH)
    await g.staffSays('小赵', '接 2')
    await g.staffSays('佳佳', '战败 1 嫌贵')
    await g.staffSays('小赵', '战败 2 买了别家')
    const winBack = async (name: string) => {
      await tellWinBack({ ...g.app.pipeline, now: g.clock.now() })
      await g.settle()
      return g.privateSaid(name).filter((text) => text.startsWith('可以再问候一声'))
    }
    await g.advance('29d')
    expect(await winBack('佳佳')).toEqual([])
    await g.advance('1d')
    expect(await winBack('佳佳')).toEqual([
      expect.stringMatching(/1 位.+\n#1 追风车主-大壮 · 价格 · 2026-09-01\n可以这样开口：上次价格没谈拢/),
    ])
    await g.advance('1d')
    expect([await winBack('佳佳'), await winBack('小赵')]).toMatchObject([{ length: 1 }, { length: 0 }])
    await g.staffSays('佳佳', '回访 1 还想买')
    expect(await lead()).toMatchObject({ state: 'claimed', claimedBy: '佳佳' })
    await g.says('桃子', '退订')
    await g.advance('149d')
    expect(await winBack('小赵')).toEqual([])
    await g.says('桃子', '恢复订阅')
    expect(await winBack('小赵')).toEqual([expect.stringMatching(/#2 追风车主-桃子 · 买了别家[\s\S]+新车开着还顺手吗/)])
  })

  it('is reminded of an hour before, at the time and afterwards, each once and none at night', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    const remind = async () => {
      await remindOfContacts({ ...g.app.pipeline, now: g.clock.now() })
      await g.settle()
      return g.privateSaid('佳佳').filter((text) => text.startsWith('跟进提醒'))
    }
    await g.says('大壮', WISH)
    await g.advance('1m')
    await g.says('桃子', WISH)
    for (const code of [1, 2]) await g.staffSays('佳佳', `接 ${code}`)
    // It is ten in the morning.
    await g.staffSays('佳佳', '下次 1 今天下午2点')
    await g.staffSays('佳佳', '下次 2 今天下午2点30分')
    expect(await remind()).toEqual([])
    await g.advance('210m')
    expect((await remind()).at(-1)).toMatch(/快到点了：#1 .+大壮.+\n快到点了：#2 .+桃子/)
    expect(await remind()).toHaveLength(1)
    await g.advance('35m')
    expect((await remind()).at(-1)).toMatch(/^跟进提醒：\n到点了：#1 .+$/)
    await g.staffSays('佳佳', '跟进 1 聊过了')
    await g.advance('25m')
    expect((await remind()).at(-1)).toMatch(/^跟进提醒：\n到点了：#2 .+$/)
    await g.advance('185m')
    expect((await remind()).at(-1)).toMatch(/^跟进提醒：\n过点还没联系：#2 .+$/)
    await g.staffSays('佳佳', '下次 2 今天晚上10点')
    await g.advance('60m')
    expect(await remind()).toHaveLength(4)
    await g.advance('60m')
    // Not an hour before, which is night, but in the evening.
    await g.advance('50m')
    expect((await remind()).at(-1)).toMatch(/快到点了：#2/)
    await g.advance('3h')
    expect(await remind()).toHaveLength(5)
  })

  it('keeps who changed its level, and why', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', '我那台开五年了，想换个大点的')
    await g.says('大壮', '想换个大点的车，置换有什么补贴')
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '1 改 H级 客户说周末就定')
    await g.staffSays('小赵', '级别记录 1')
    expect(g.staffSaid().at(-1)).toMatch(
      /#1 追风车主-大壮 现在 H 级，改过的：\n9月1日 .+ —→[AB] · 车友管家 · 按客户说的[\s\S]*→H · 佳佳 · 客户说周末就定/,
    )
    await g.staffSays('小赵', '级别记录 9')
    g.staffGot('没找到这条线索')
    const api = await staffApi(g)
    const jia = await api.logIn('佳佳')
    const { items } = await jia.reads(`/leads/${(await lead())?.id}/levels`)
    expect(items.at(-1)).toMatchObject({ to: 'H', by: '佳佳', why: 'hand', reason: '客户说周末就定' })
    // Whoever left is called as the groups knew them.
    await g.read((db) => db.delete(StaffAccount, { name: '佳佳' }))
    await g.staffSays('小赵', '级别记录 1')
    expect(g.staffSaid().at(-1)).toMatch(/车友管家 · 按客户说的[\s\S]*→H · 佳佳 · 客户说周末就定/)
    const zhao = await api.logIn('小赵')
    const after = await zhao.reads(`/leads/${(await lead())?.id}/levels`)
    expect(after.items.at(-1)).toMatchObject({ to: 'H', by: '佳佳' })
    await api.close()
  })

  it('that is lost, or that nobody has, is named every morning until somebody sees to it', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.advance('1m')
    await g.says('桃子', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '战败 1 嫌贵')
    const waiting = async () => {
      await g.advance('1d')
      await tellWaiting({ ...g.app.pipeline, now: g.clock.now() })
      await g.settle()
    }
    for (let day = 0; day < 2; day++) {
      await waiting()
      expect(g.lastWhisper('小林')).toBe('请回访，还没打的 1 位：\n#1 追风车主-大壮 · 战败 · 价格')
      expect(g.lastWhisper('陈总')).toMatch(/^没人接的线索 1 条.+\n#2/)
    }
    await g.staffSays('佳佳', '接 2')
    await g.read((db) => db.delete(StaffAccount, { name: '佳佳' }))
    await g.staffSays('小林', '回访 1 还想买')
    // Whoever had them works here no longer.
    g.privateGot('小赵', /#1 这位比较适合您来跟/)
    await morning()
    g.staffGot(/原来是佳佳在跟，同事名单里已经没有这位了，放回来大家接：\n[HABC] 级线索 #2/)
    expect(await g.read((db) => db.findBy(Lead, { state: 'new' }))).toMatchObject([
      { offeredTo: '小赵' },
      { offeredTo: '小赵' },
    ])
  })

  it('that is left alone goes to the manager after three days and back to everybody after seven', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.advance('5d')
    await morning()
    g.privateGot('陈总', /拖了三天以上的 1 位。\n佳佳：#1/)
    await g.advance('4d')
    await morning()
    g.staffGot(/这条佳佳一周没联系，放回来大家接：\n[HABC] 级线索 #1/)
    expect(g.lastWhisper('陈总')).toMatch(/拖了三天以上的 1 位。\n佳佳：#1 .+下次 \d/)
    expect(await lead()).toMatchObject({ state: 'new', claimedBy: null })
    await g.staffSays('小赵', '接 1')
    g.staffGot('#1 追风车主-大壮 归您跟')
  })
})
