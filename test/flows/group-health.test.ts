import { afterEach, describe, expect, it } from '@jest/globals'
import { measureGroups, tellDigest, tellHealth } from '../../src/features/insight/index.js'
import { GroupDay } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const MEMBERS = ['追风车主-老周', '追风车主-桃子', '追风车主-小满']
const STAFF = { 小林: 'service', 佳佳: 'sales' } as const

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('how a group is doing', () => {
  let g: TestGroup
  afterEach(() => g.close())

  const deps = () => {
    const { store, ids, say, dealer } = g.app.pipeline
    return { store, ids, say, dealer, now: g.clock.now() }
  }

  it('is told to the staff every evening, and to nobody else', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await g.says('老周', '早上好，今天天气不错')
    await g.says('桃子', '请问年检要带什么材料')
    await g.says('小满', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    const public_ = g.groupSaid().length
    await tellDigest(deps())
    await g.settle()
    g.staffGot(
      /今天的「追风车友群」：3 条消息，3 位车友说过话，一切平静。\n想买车的 1 位：\n {2}10:00 追风车主-小满「我那台开五年了[\s\S]*问了 \d 个问题：[\s\S]*追风车主-桃子「请问年检要带什么材料」/,
    )
    await tellDigest(deps())
    await g.settle()
    expect(g.staffSaid().filter((text) => text.startsWith('今天的'))).toHaveLength(1)
    expect(g.groupSaid()).toHaveLength(public_)
  })

  it('says nothing about a day on which nobody spoke', async () => {
    g = await group({ members: MEMBERS, staff: STAFF })
    await tellDigest(deps())
    await g.settle()
    expect(g.staffSaid()).toEqual([])
  })

  it.each(EVERY_ENGINE)(
    'is answered when the staff ask, with the next sensible step and those who fell silent, on %s',
    async (engine) => {
      g = await group({ members: MEMBERS, staff: STAFF, engine })
      await g.says('老周', '早上好')
      await g.says('桃子', '早')
      await g.advance('31d')
      await g.says('桃子', '好久不见')
      await g.staffSays('小林', '群况')
      g.staffGot(
        /「追风车友群」偏冷清：[\s\S]*2 位车友，1 位说过话（50%）[\s\S]*一个月没说话的 1 位。\n一个月里：活动 0 个，投票和公告 0 个，图片 0 张，文件 0 个。\n下一步：三个月没办活动了/,
      )
      await g.staffSays('佳佳', '沉默名单 @追风')
      g.staffGot('一个月没说话的有 1 位：\n追风车主-老周')
      await g.staffSays('佳佳', '跨群名单')
      g.staffGot('没有车友同时在几个群里')
      await tellHealth(deps())
      await g.settle()
      expect(g.staffSaid().filter((text) => text.includes('偏冷清'))).toHaveLength(2)

      // A month of somebody to whom others listen, and who supports the store.
      await g.staffSays('小林', '投票 周末去哪？水库/古镇')
      await g.presses('小林', '发送', 'staff')
      await g.says('桃子', 'A')
      await g.staffSays('小林', '发起活动 11月1日采摘，9点展厅集合，名额20台车，10月28日截止')
      await g.presses('小林', '发布', 'staff')
      await g.says('桃子', '报名 2大1小')
      await g.joins('阿明')
      for (let day = 0; day < 5; day++) {
        const { id } = await g.says('桃子', `早上好，第 ${day + 1} 天[图片]`)
        for (const name of ['老周', '小满', '阿明']) await g.says(name, `早呀${day}`, { replyTo: id })
        await g.advance('1d')
      }
      await measureGroups(deps())
      await measureGroups(deps())
      expect(await g.read((db) => db.count(GroupDay))).toBe(30)
      await g.staffSays('小林', '群况')
      g.staffGot(
        /4 位车友（一周 \+1，一个月 \+1）[\s\S]*活动 1 个，投票和公告 1 个，图片 5 张，文件 0 个。\n高感度（支持我们）：追风车主-桃子（报名 1 次、投票 1 次）\n高传播力（大家爱听）：追风车主-桃子（3 位车友接过话、一个月里 5 天在聊）/,
      )
      await g.staffSays('佳佳', '客户 桃子')
      g.staffGot(/💛 高感度：报名 1 次、投票 1 次\n📣 高传播力：3 位车友接过话/)
    },
  )
})
