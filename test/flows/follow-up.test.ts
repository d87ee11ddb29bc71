import { afterEach, describe, expect, it } from '@jest/globals'
import { tellDue } from '../../src/features/leads/index.js'
import { Lead, LeadEvent } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

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
    expect(await lead()).toMatchObject({ state: 'new', claimedBy: null })
    await g.staffSays('小赵', '接 1')
    g.staffGot('#1 追风车主-大壮 归您跟')
  })
})
