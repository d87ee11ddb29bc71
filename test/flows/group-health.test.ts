import { afterEach, describe, expect, it } from '@jest/globals'
import { tellDigest, tellHealth } from '../../src/features/insight/index.js'
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
        /「追风车友群」偏冷清：[\s\S]*2 位车友，1 位说过话（50%）[\s\S]*一个月没说话的 1 位。\n下一步：三个月没办活动了/,
      )
      await g.staffSays('佳佳', '沉默名单 @追风')
      g.staffGot('一个月没说话的有 1 位：\n追风车主-老周')
      await tellHealth(deps())
      await g.settle()
      expect(g.staffSaid().filter((text) => text.includes('偏冷清'))).toHaveLength(2)
    },
  )
})
