import { afterEach, describe, expect, it } from '@jest/globals'
import { Inquiry, Interest, Violation } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

describe('a short answer in the group', () => {
  let g: TestGroup
  afterEach(() => g.close())

  it('is a question about what it answers, and a wish only where a car was shown', async () => {
    g = await group({ members: ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-阿伟'] })
    const advert = await g.says('阿伟', '高价回收二手车，加V信 cheshou88 上门看车现款结算')
    const outing = await g.says('佳佳', '周六云溪谷自驾游，早上八点集合，想去的报名')
    const cars = await g.says('佳佳', '新款七座SUV到店了，有五台现车')
    const service = await g.says('佳佳', '小保养现在可以预约了，周末也开门')

    await g.says('老周', '多少钱', { replyTo: advert.id })
    await g.says('老周', '想要', { replyTo: outing.id })
    const mine = (rows: { quote: string }[]) => rows.map((each) => each.quote)
    expect(mine(await g.read((db) => db.find(Inquiry)))).not.toContain('多少钱')
    expect(await g.read((db) => db.find(Interest))).toEqual([])

    await g.says('大壮', '想要', { replyTo: cars.id })
    expect(await g.read((db) => db.find(Interest))).toMatchObject([{ kind: 'trade_in', evidence: [{ quote: '想要' }] }])

    await g.says('桃子', '多少钱', { replyTo: service.id })
    expect(await g.read((db) => db.findBy(Violation, { rule: 'service_price' }))).toMatchObject([{ quote: '多少钱' }])
  })
})
