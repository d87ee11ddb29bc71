import { afterEach, describe, expect, it } from '@jest/globals'
import { OWNERS } from '../../bots/demo.js'
import { tellSleeping } from '../../src/features/leads/index.js'
import { Lead, LeadEvent, StaffPromise } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-大壮', '追风车主-桃子', '追风车主-老周']
const STAFF = { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' } as const
const WISH = '我那台开五年了，想换个大点的，现在拿到店里能抵多少'
const MORE = '我想这周就把旧车置换掉，急，今天能谈吗'
const ANOTHER = '家里想再添一台给我媳妇上下班开，有什么推荐'

describe('the lead desk', () => {
  let g: TestGroup
  afterEach(() => g.close())

  const leads = () => g.read((db) => db.find(Lead, { order: { code: 'ASC' } }))

  it('offers new leads to sales in turn, and a customer to their own consultant', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', `${WISH}，我电话13800138000`)
    g.staffGot('我电话138****8000')
    expect(g.staffSaid().join()).not.toContain('13800138000')
    await g.advance('1m')
    await g.says('桃子', WISH)
    const [first, second] = await leads()
    expect(new Set([first?.offeredTo, second?.offeredTo])).toEqual(new Set(['佳佳', '小赵']))
    g.staffGot(new RegExp(`线索 #1 [\\s\\S]*建议：${first?.offeredTo} 来跟`))
    g.privateGot(first?.offeredTo as string, '#1 这位比较适合您来跟')
    expect(g.privateSaid(second?.offeredTo as string).join()).not.toContain('#1')
    await g.staffSays('小赵', '接 1')
    await g.staffSays('小赵', '接 2')
    // 佳佳 has nothing to do, but 大壮 knows 小赵.
    await g.says('大壮', ANOTHER)
    expect((await leads())[2]).toMatchObject({ kind: 'add_on', offeredTo: '小赵' })
  })

  it('passes a lead on to a colleague who sells, and tells them', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('小林', '转 1 小赵')
    g.staffGot('#1 是佳佳在跟，请本人或经理来改')
    await g.staffSays('佳佳', '转 1 小林')
    g.staffGot('没找到销售同事「小林」')
    await g.staffSays('佳佳', '转 1 小赵')
    g.staffGot('#1 转给小赵了')
    g.privateGot('小赵', /#1 同事转给您了[\s\S]*追风车主-大壮/)
    expect(await leads()).toMatchObject([{ state: 'claimed', claimedBy: '小赵' }])
    const [passed] = await g.read((db) => db.findBy(LeadEvent, { type: 'passed' }))
    expect(passed?.details).toEqual({ from: '佳佳', to: '小赵' })
  })

  it('is worked on together, notes visits, and lists whom to win back', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('小赵', '到店 1')
    g.staffGot('#1 是佳佳在跟，请本人或经理来改')
    await g.staffSays('佳佳', '协作 1 小赵')
    g.staffGot('好的，#1 追风车主-大壮 由 小赵 一起跟')
    await g.staffSays('小赵', '到店 1')
    g.staffGot('记下了，#1 追风车主-大壮 到过店')
    await g.staffSays('小赵', '跟进 1 试驾满意')
    expect(await leads()).toMatchObject([
      { claimedBy: '佳佳', helpers: ['小赵'], contacts: 2, lastVisitAt: g.clock.now() },
    ])
    await g.staffSays('佳佳', '战败 1 嫌贵')
    await g.staffSays('小赵', '战败名单 服务')
    g.staffGot('没有符合的流失客户')
    await g.staffSays('小赵', '战败名单 价格')
    g.staffGot(/一年内流失的 1 位.+\n#1 追风车主-大壮 · 战败 · 价格 · 2026-09-01/)
  })

  it('lets the alarm ring later when somebody says so', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '稍后 1 下个月')
    g.staffGot('没看出要等多久')
    await g.staffSays('佳佳', '稍后 1 30分钟')
    g.staffGot(/#1 到 .+ 还没人接，我再提醒/)
    await g.advance('29m')
    expect(g.privateSaid('陈总')).toEqual([])
    await g.advance('2m')
    g.privateGot('陈总', /线索 #1（.+）说好的时间到了，还没人接/)
  })

  it('moves everything open of whoever leaves, and keeps the name in the history', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.says('桃子', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '接 2')
    await g.staffSays('佳佳', '成交 2')
    await g.says('佳佳', '@追风车主-大壮 我明天给您报价')
    await g.staffSays('佳佳', '交接 佳佳 给 小赵')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '交接 佳佳 给 小赵')
    g.staffGot('交接好了：佳佳 的线索 1 条、承诺 1 件，都归小赵')
    expect(await leads()).toMatchObject([
      { state: 'claimed', claimedBy: '小赵' },
      { state: 'won', claimedBy: '佳佳' },
    ])
    const [promise] = await g.read((db) => db.find(StaffPromise, { relations: { staff: true } }))
    expect(promise?.staff?.name).toBe('小赵')
  })

  it('lists whoever was not talked to for three months, and leaves them open', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('大壮', WISH)
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '下次 1 12月20日')
    const { store, ids, say, dealer } = g.app.pipeline
    const month = async () => {
      await tellSleeping({ store, ids, say, dealer, now: g.clock.now() })
      await g.settle()
    }
    await g.advance('80d')
    await month()
    expect(g.privateSaid('陈总').join()).not.toContain('三个月没联系')
    await g.advance('15d')
    await month()
    g.privateGot('陈总', /三个月没联系过的线索 1 条.+\n#1 [HABC] 级 · 追风车主-大壮 · 佳佳/)
    await g.staffSays('佳佳', '我的线索')
    g.staffGot(/#1 .+ · 沉睡中/)
    expect(await leads()).toMatchObject([{ state: 'claimed', claimedBy: '佳佳' }])
  })

  it('tells the manager how the leads stand', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (const name of ['大壮', '桃子', '老周']) await g.says(name, WISH)
    for (const code of [1, 2, 3]) await g.staffSays('佳佳', `接 ${code}`)
    await g.staffSays('佳佳', '1 改 H级')
    await g.staffSays('佳佳', '成交 2')
    await g.staffSays('佳佳', '战败 3 嫌贵')
    await g.staffSays('小赵', '线索汇总')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '线索汇总')
    g.staffGot(
      /在跟的线索 1 条：H 1 · A 0 · B 0 · C 0\n谁在跟：佳佳 1\n沉睡三个月以上：0\n本月：成交 1，战败 1，失控 0\n战败原因：价格 1\n一个月内有望成交：1/,
    )
  })
})

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('one lead at the same moment, on %s', (engine) => {
  it('goes to one of two who claim it, the other is told who has it, and what the customer says meanwhile is kept', async () => {
    const g = await group({ members: MEMBERS, staff: STAFF, engine })
    /** From two chats, which PostgreSQL handles side by side; what arrives in one turn of the loop would share a transaction. */
    const atOnce = async (...posts: [room: string, name: string, text: string][]) => {
      for (const post of posts) {
        g.world.post(...post)
        for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate)
      }
      await g.settle()
    }
    try {
      await g.says('大壮', WISH)
      await atOnce(['佳佳', '佳佳', '接 1'], ['小赵', '小赵', '接 1'])
      const [lead] = await g.read((db) => db.find(Lead))
      const [winner, other] = lead?.claimedBy === '佳佳' ? ['佳佳', '小赵'] : ['小赵', '佳佳']
      g.privateGot(winner as string, '#1 追风车主-大壮 归您跟')
      g.privateGot(other as string, `#1 刚被同事（${winner}）接了`)
      expect(await g.read((db) => db.countBy(LeadEvent, { type: 'claimed' }))).toBe(1)

      for (const name of ['桃子', '老周']) await g.says(name, WISH)
      await atOnce(['佳佳', '佳佳', '接 2'], [OWNERS, '桃子', MORE])
      await atOnce([OWNERS, '老周', MORE], ['小赵', '小赵', '接 3'])
      const [, second, third] = await g.read((db) => db.find(Lead, { order: { code: 'ASC' } }))
      for (const grown of [second, third]) {
        expect(grown).toMatchObject({ state: 'claimed', level: 'H' })
        expect(grown?.evidence.map(({ quote }) => quote)).toEqual([WISH, MORE])
      }
      expect([second?.claimedBy, third?.claimedBy]).toEqual(['佳佳', '小赵'])
    } finally {
      await g.close()
    }
  })
})
