import { afterEach, describe, expect, it } from '@jest/globals'
import { reportAnswerTimes } from '../../src/features/inquiries/index.js'
import { Inquiry, KnowledgeEntry, StaffPromise } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-桃子', '追风车主-小满']
const STAFF = { 佳佳: 'sales', 小林: 'service', 陈总: 'manager' } as const

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('questions and promises', () => {
  let g: TestGroup
  afterEach(() => g.close())

  it('answers in public what the store has approved, and only that', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '记住 问：店里几点开门 答：每天 8:30 到 18:00 都有人，周末照常～')
    g.staffGot('记住了，知识 #1')
    await g.staffSays('小林', '知识 1 也问：你们周末上班吗')
    await g.says('桃子', '请问店里周末上不上班呀')
    g.groupGot('@追风车主-桃子 每天 8:30 到 18:00 都有人')
    expect(await g.read((db) => db.find(Inquiry))).toMatchObject([
      { state: 'answered', topic: 'store', answeredBy: null },
    ])
    await g.says('小满', '请问你们店能办异地年检吗')
    expect(g.groupSaid().filter((text) => text.includes('小满'))).toEqual([])
    expect(await g.read((db) => db.countBy(Inquiry, { state: 'open' }))).toBe(1)
    await g.staffSays('佳佳', '忘掉 1')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('小林', '忘掉 1')
    await g.staffSays('小林', '知识库')
    g.staffGot('知识库还空着')
    expect(await g.read((db) => db.count(KnowledgeEntry))).toBe(1)
  })

  it('gives way to a person when its answer was none', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '记住 问：保养要提前预约吗 答：建议提前一天约，到店不用排队。')
    await g.says('老周', '做保养需要预约吗')
    g.groupGot('建议提前一天约')
    await g.says('老周', '不是问这个，我是说怎么改时间')
    g.groupGot('不好意思没答到点上')
    g.staffGot(/我答得不对，请同事来回：追风车主-老周[\s\S]*做保养需要预约吗/)
    expect(await g.read((db) => db.find(Inquiry, { order: { id: 'ASC' } }))).toMatchObject([
      { state: 'open', knowledgeId: null },
    ])
  })

  it('reminds the desk after ten working minutes and the manager after thirty, and stops when it is answered', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('桃子', '请问首保是几个月来着，要提前预约吗')
    await g.advance('11m')
    g.staffGot(/还没人回的问题（保养）：追风车主-桃子/)
    await g.advance('21m')
    g.privateGot('陈总', /32 分钟了还没人回（保养）：追风车主-桃子/)
    await g.says('小满', '年检要带什么材料')
    await g.says('小林', '@追风车主-小满 行驶证和保单就行')
    await g.advance('1h')
    expect(g.staffSaid().filter((text) => text.includes('小满'))).toEqual([])
  })

  it('lets a question of the night wait for the morning, and closes it with the thanks of the asker', async () => {
    const night = Date.UTC(2026, 8, 1, 14)
    g = await group({ members: MEMBERS, staff: STAFF, startAt: night })
    await g.says('桃子', '请问首保是几个月来着，要提前预约吗')
    await g.advance('9h')
    expect(g.staffSaid()).toEqual([])
    await g.says('老周', '三个月，我刚做过')
    await g.says('桃子', '好的谢谢啦')
    await g.advance('3h')
    expect(g.staffSaid()).toEqual([])
    expect(await g.read((db) => db.find(Inquiry))).toMatchObject([{ state: 'answered', answeredBy: null }])
  })

  it.each(EVERY_ENGINE)('holds the staff to what they promised, on %s', async (engine) => {
    g = await group({ members: MEMBERS, staff: STAFF, engine })
    const asked = await g.says('老周', '首保要多久能做完，能不能当天取车')
    await g.says('佳佳', '我问下师傅，今天下午三点前给您回复', { replyTo: asked.id })
    expect(await g.read((db) => db.find(StaffPromise))).toMatchObject([
      { code: 1, state: 'open', quote: '我问下师傅，今天下午三点前给您回复' },
    ])
    await g.advance('4h')
    await g.advance('31m')
    g.privateGot('佳佳', /快到点了，您答应过 追风车主-老周/)
    await g.advance('30m')
    g.privateGot('佳佳', '到时间了，这件事还挂着')
    g.privateGot('陈总', /佳佳 答应 追风车主-老周 的事到点还没办/)
    await g.staffSays('小林', '已办 1')
    g.staffGot('这件是同事答应的')
    await g.staffSays('佳佳', '承诺')
    g.staffGot(/您答应客户的事还有 1 件[\s\S]*#1/)
    await g.staffSays('佳佳', '已办')
    g.staffGot('#1 划掉了')
    expect(await g.read((db) => db.countBy(StaffPromise, { state: 'kept' }))).toBe(1)
  })

  it('hears no promise in what a colleague tells the bot, and leaves their talk alone', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.whispers('佳佳', '我明天上午给您报价')
    expect(await g.read((db) => db.count(StaffPromise))).toBe(0)
    await g.staffSays('佳佳', '办好了')
    expect(g.staffSaid()).toEqual([])
  })

  it('keeps a question open when thanks come in advance', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('桃子', '请问首保是几个月来着')
    await g.says('桃子', '谢谢，有人知道吗')
    expect(await g.read((db) => db.countBy(Inquiry, { state: 'open', topic: 'maintenance' }))).toBe(1)
  })

  it('tells every week how fast questions were answered', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('桃子', '请问首保是几个月来着')
    await g.advance('6m')
    await g.says('佳佳', '@追风车主-桃子 三个月或者五千公里')
    await g.says('小满', '请问年检要带什么材料')
    await g.says('老周', '请问店里有洗车吗，周末几点开门')
    await g.advance('5m')
    await g.says('老周', '好的谢谢，明白了')
    await g.staffSays('小林', '记住 问：保养要提前预约吗 答：建议提前一天约。')
    await g.whispers('桃子', '做保养需要预约吗')
    expect(g.lastWhisper('桃子')).toBe('建议提前一天约。')
    const { store, ids, say } = g.app.pipeline
    await reportAnswerTimes({ store, ids, say, now: g.clock.now() })
    await g.settle()
    g.staffGot(
      /上周车友问了 4 个问题，还有 1 个没人回。\n {2}追风车友群：问了 3 个，答上 2 个，其中一半 5 分钟内就回上了\n {2}私聊：[\s\S]*谁答的：\n {2}星途行-佳佳：答了 1 个，其中一半 6 分钟内就回上了\n另有 1 个是车友之间说清楚的。\n另有 1 个/,
    )
  })
})
