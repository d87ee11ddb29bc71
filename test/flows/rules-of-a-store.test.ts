import { afterEach, describe, expect, it } from '@jest/globals'
import { sweepCards } from '../../src/features/onboarding/index.js'
import { Customer, Member, Sanction, Violation } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { understandNothing } from '../kit/pipeline.js'

const MEMBERS = ['追风车主-老周', '追风车主-阿伟', '追风车主-小满']
const STAFF = { 小林: 'admin', 佳佳: 'sales' } as const
const AD = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'

describe('rules as a store wants them', () => {
  let g: TestGroup
  afterEach(() => g.close())

  const sanctions = async () =>
    (await g.read((db) => db.find(Sanction, { order: { at: 'ASC', id: 'ASC' } })))
      .filter(({ type }) => type !== 'recall')
      .map(({ type, seconds }) => `${type}${seconds || ''}`)

  it('have the ladder and the memory that it writes, and what contradicts itself is refused with the reason', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('佳佳', '群规 广告 阶梯 提醒/移出')
    g.staffGot('这一步要管理员、经理或群管理员来操作')
    await g.staffSays('小林', '群规 广告 阶梯 移出')
    g.staffGot('一上来就移出太重了')
    await g.staffSays('小林', '群规 售后价 阶梯 提醒/禁言1天')
    g.staffGot('这一条不算过错')
    await g.staffSays('小林', '群规 广告 阶梯 打一顿')
    g.staffGot('这样写就行')
    await g.staffSays('小林', '群规 广告 阶梯 提醒/禁言2小时/人工')
    g.staffGot(/发广告：执行（提醒→禁言 2 小时→请同事定，30 天内累计）/)
    await g.staffSays('小林', '群规 广告 积分 10天')
    g.staffGot(/发广告：执行（提醒→禁言 2 小时→请同事定，10 天内累计）/)
    await g.says('阿伟', AD)
    g.groupGot(/@追风车主-阿伟 提醒一声：[\s\S]*刚才那条我先撤回了/)
    await g.advance('1d')
    await g.says('阿伟', AD)
    g.groupGot('推销类的之前提醒过啦，先歇 2 小时')
    await g.advance('11d')
    await g.says('阿伟', AD)
    expect(await sanctions()).toEqual(['remind', 'mute7200', 'remind'])
    await g.staffSays('小林', '群规 广告 阶梯 默认')
    g.staffGot(/发广告：执行（警告→禁言 1 小时→移出，10 天内累计）/)
  })

  it('decide with the class of the customer', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('老周', AD)
    const { customerId } = await g.read((db) => db.findOneByOrFail(Member, { externalId: '老周' }))
    await g.read((db) => db.update(Customer, { id: customerId ?? '' }, { class: 'A' }))
    await g.advance('2h')
    await g.says('老周', AD)
    g.staffGot(/追风车主-老周 在「追风车友群」发广告[\s\S]*请您来定下一步/)
    expect(await sanctions()).toEqual(['warn', 'ask_staff'])
  })

  it('ask for quiet at night, once a night and kindly, and keep notices for the morning', async () => {
    g = await group({ members: MEMBERS, staff: STAFF, startAt: Date.parse('2026-09-01T23:30+08:00') })
    await g.says('老周', '今天的月亮真圆')
    expect(g.groupSaid()).toEqual([])
    await g.staffSays('小林', '群规 夜间 23:00-6:30')
    await g.staffSays('小林', '群规 夜间 开')
    g.staffGot('夜间说话：执行（23:00–06:30，每人每晚只提醒一次）')
    const told = g.staffSaid().length
    await g.says('老周', '睡不着，出来聊聊')
    await g.says('老周', '有人在吗，一起看球')
    await g.advance('2h')
    await g.says('老周', '比赛真精彩')
    await g.says('小满', '我的车抛锚在高速上了，发动机故障灯亮了')
    const good = () => g.groupSaid().filter((text) => text.includes('夜深啦'))
    expect(good()).toHaveLength(1)
    expect(
      g
        .staffSaid()
        .slice(told)
        .filter((text) => text.includes('夜间说话')),
    ).toEqual([])
    await g.staffSays('小林', '通知 周六店庆，欢迎来坐坐')
    await g.staffSays('小林', '确认发送')
    g.staffGot('夜里要安静，到早上再发')
    const arrived = () => g.world.history('owners', { limit: 50 }).some(({ text }) => text?.includes('周六店庆'))
    // A notice that is no broadcast, and goes its own way to the outbox, waits as well.
    await g.staffSays('小林', '发起活动 9月18日云溪谷自驾，上午九点集合')
    await g.staffSays('小林', '发布')
    const announced = () => g.world.history('owners', { limit: 50 }).some(({ text }) => text?.includes('云溪谷'))
    expect([arrived(), announced()]).toEqual([false, false])
    await g.advance('6h')
    expect([arrived(), announced()]).toEqual([true, true])
    await g.advance('17h')
    await g.says('老周', '又是我，睡不着')
    expect(good()).toHaveLength(2)
    expect(await sanctions()).toEqual(['remind', 'remind'])
  })

  it('keep what a newcomer brings along until they have reported in', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '群规 新人 5天')
    await g.staffSays('小林', '群规 新人 开')
    g.staffGot('新人发链接或联系方式：执行（进群 5 天内没报到的；警告→警告→请同事定，30 天内累计）')
    await g.joins('冬瓜')
    const first = await g.says('冬瓜', '大家好，我的资料在 https://where.test/me')
    expect(g.world.findPost(first.id)?.recalled).toBeTruthy()
    g.groupGot(/@冬瓜 欢迎～先改好群名片、报个到[\s\S]*刚才那条我先撤回了/)
    await g.advance('1m')
    await g.renames('冬瓜', '追风车主-冬瓜')
    const second = await g.says('冬瓜', '路书在 https://where.test/road')
    expect(g.world.findPost(second.id)?.recalled).toBeFalsy()
    const known = await g.says('老周', '路书在 https://where.test/road')
    expect(g.world.findPost(known.id)?.recalled).toBeFalsy()
    expect(await g.read((db) => db.countBy(Violation, { rule: 'newcomer', state: 'standing' }))).toBe(1)
  })

  it('have the name card among them: off, nobody is asked; watched, only the staff hear', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    const { store, ids, say, dealer } = g.app.pipeline
    const morning = async () => {
      await sweepCards({ store, ids, say, dealer, now: g.clock.now(), understand: understandNothing })
      await g.settle()
    }
    await g.staffSays('小林', '群规 名片 观察')
    g.staffGot('群名片：只观察')
    await g.joins('冬瓜')
    await g.says('冬瓜', '大家好')
    await morning()
    g.staffGot('「追风车友群」名片还不对的（只观察，没有提醒）：冬瓜')
    await g.staffSays('小林', '群规 名片 关')
    await g.joins('西瓜')
    await g.says('西瓜', '大家好')
    await morning()
    expect(g.groupSaid().filter((text) => /名片/.test(text) && !text.includes('@冬瓜 进群'))).toEqual([])
    expect(await g.read((db) => db.findBy(Member, { cardReminders: 1 }))).toEqual([])
  })
})
