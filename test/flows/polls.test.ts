import { afterEach, describe, expect, it } from '@jest/globals'
import { PollVote } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-桃子', '追风车主-小满']
const STAFF = { 小林: 'service', 佳佳: 'sales' } as const

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('asking the group', () => {
  let g: TestGroup
  afterEach(() => g.close())

  it.each(EVERY_ENGINE)('takes votes by letter, by word and by button; the last one counts, on %s', async (engine) => {
    g = await group({ members: MEMBERS, staff: STAFF, engine })
    await g.staffSays('佳佳', '投票 周日去哪？水库/古镇/在家')
    g.staffGot('这一步要管理员、经理、客服或群管理员来操作')
    await g.staffSays('小林', '投票 周日去哪？水库/古镇/在家')
    g.staffGot(/要发到「追风车友群」：[\s\S]*A\. 水库\nB\. 古镇[\s\S]*确认发送/)
    expect(g.groupSaid()).toEqual([])
    await g.staffSays('小林', '确认发送')
    g.groupGot(/周日去哪？\nA\. 水库\nB\. 古镇\nC\. 在家/)
    await g.says('老周', 'B')
    await g.says('桃子', '我选水库')
    await g.presses('小满', '古镇')
    await g.says('老周', '水库今天风大不大？')
    await g.says('桃子', '选B')
    await g.staffSays('佳佳', '投票结果')
    g.staffGot(/投票 #1「周日去哪？」：3 位投了（100%）\n {2}A\. 水库：0\n {2}B\. 古镇：3\n {2}C\. 在家：0/)
    await g.staffSays('小林', '结束投票 1')
    await g.says('老周', 'A')
    expect(await g.read((db) => db.countBy(PollVote, { option: 1 }))).toBe(3)
  })

  it('counts who has read a notice, and names who has not', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    for (const name of ['老周', '桃子', '小满']) await g.says(name, '早')
    await g.staffSays('小林', '公告 周六下午停水，洗车暂停一天')
    await g.presses('小林', '发送', 'staff')
    g.groupGot('看到请回「收到」')
    await g.says('老周', '收到')
    await g.says('桃子', '收到！')
    await g.staffSays('佳佳', '公告回执')
    g.staffGot(/2 位回了收到（67%）\n还有 1 位没回：追风车主-小满/)
  })

  it('keeps votes and receipts apart, counts the members only, and nothing after three days', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('桃子', '早')
    await g.staffSays('小林', '投票 周日去哪？水库/古镇')
    await g.staffSays('小林', '确认发送')
    await g.staffSays('小林', '公告 周六下午停水')
    await g.staffSays('小林', '确认发送')
    await g.says('老周', '选1')
    await g.says('佳佳', 'A')
    await g.staffSays('佳佳', '公告回执')
    g.staffGot(/公告 #2「周六下午停水」：0 位回了收到/)
    await g.staffSays('佳佳', '投票结果')
    g.staffGot(/投票 #1「周日去哪？」：1 位投了（50%）\n {2}A\. 水库：1/)
    await g.advance('4d')
    await g.says('桃子', 'B')
    expect(await g.read((db) => db.countBy(PollVote, { option: 1 }))).toBe(0)
  })

  it('says how to ask when nothing can be asked', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.staffSays('小林', '投票 随便聊聊')
    g.staffGot('投票 周末去哪？水库/古镇/在家')
    await g.staffSays('小林', '投票结果 9')
    g.staffGot('没找到这个投票')
  })
})
