import { afterEach, describe, expect, it } from '@jest/globals'
import type { Post } from '../../bots/sandbox/types.js'
import { Sanction, Violation } from '../../src/store/index.js'
import { createUnderstand, disguised, SUSPICIOUS_IN_PIECES, THRESHOLDS } from '../../src/understanding/index.js'
import { group, type TestGroup } from '../kit/group.js'

const understand = createUnderstand()

describe('a contact that is sent piece by piece', () => {
  let g: TestGroup
  afterEach(() => g.close())

  const violations = () => g.read((db) => db.find(Violation, { order: { code: 'ASC' } }))
  const rungs = async () =>
    (await g.read((db) => db.find(Sanction, { order: { id: 'ASC' } })))
      .map((each) => each.type)
      .filter((type) => type !== 'recall')

  it('is recalled as a whole, quoted in the words of every piece, and counts once', async () => {
    g = await group({ members: ['追风车主-阿伟', '追风车主-桃子'] })
    const pieces = [await g.says('阿伟', '看这里加我薇')]
    await g.advance('10s')
    await g.says('桃子', '周末天气不错呀')
    pieces.push(await g.says('阿伟', 'ｘ'))
    await g.advance('10s')
    pieces.push(await g.says('阿伟', 'x_8899'))
    expect(pieces.map(({ id }) => Boolean(g.world.findPost(id)?.recalled))).toEqual([true, true, true])
    expect((await violations()).filter((each) => each.state === 'standing')).toMatchObject([
      { rule: 'ad', quote: '看这里加我薇 / ｘ / x_8899', pieces: [expect.any(String), expect.any(String)] },
    ])
    expect(await rungs()).toEqual(['warn'])
  })

  it('is consumed once: what follows is no second offence', async () => {
    g = await group({ members: ['追风车主-阿伟'] })
    await g.says('阿伟', '看这里加我薇')
    await g.says('阿伟', 'xx_8899')
    await g.says('阿伟', '2大1小')
    expect((await violations()).filter((each) => each.pieces)).toHaveLength(1)
  })

  it('is found over batches and a restart, but not after a minute or across a sentence', async () => {
    g = await group({ members: ['追风车主-阿伟', '追风车主-桃子', '追风车主-老周'] })
    await g.says('阿伟', '进裙')
    await g.advance('61s')
    await g.says('阿伟', '12345678')
    await g.says('桃子', '进裙')
    await g.says('桃子', '今天去店里做了首保，师傅挺细心的，还送了玻璃水')
    await g.says('桃子', '12345678')
    expect((await violations()).filter((each) => each.pieces)).toEqual([])
    await g.says('老周', '进裙')
    await g.advance('50s')
    await g.says('老周', '12345678')
    expect((await violations()).filter((each) => each.pieces)).toHaveLength(1)
  })

  it('that is not clear enough goes to the staff, who have all of it recalled by one word', async () => {
    const unclear = [
      ['加我微信', 'wang1234'],
      ['进裙', '12345678'],
      ['我微信', 'lao_zhou99'],
      ['进群', '87654321'],
      ['我电话', '13800001234'],
      ['我的vx', 'lz889900'],
      ['群号', '12345678'],
      ['扣扣', '87654321'],
    ].find((said) => {
      const score = disguised(understand(said.join('')).scores.ad ?? 0)
      const innocent = said.every((text) => (understand(text).scores.clean ?? 0) > 0.5)
      return innocent && score > SUSPICIOUS_IN_PIECES && score < THRESHOLDS.ad.act
    }) as string[]
    g = await group({ members: ['追风车主-阿伟'] })
    const pieces: Post[] = []
    for (const text of unclear) pieces.push(await g.says('阿伟', text))
    const [asked] = (await violations()).filter((each) => each.pieces)
    expect(asked).toMatchObject({ state: 'review', quote: unclear.join(' / ') })
    expect(pieces.some(({ id }) => g.world.findPost(id)?.recalled)).toBe(false)
    await g.staffSays('小林', `违规 ${asked?.code}`)
    expect(pieces.every(({ id }) => Boolean(g.world.findPost(id)?.recalled))).toBe(true)
  })

  it.each([
    [['哈哈', '666', '666666', '1', '+1']],
    [['我报名', '2大1小', '周六见', '沪A12345']],
    [['油耗', '6.8', '跑了', '12345公里']],
    [['ok', '66666', 'nice', '88888']],
    [['电话', '021', '打不通', '急']],
    [['订单号', '20260901', '12345678', '谢谢']],
  ])('is not seen in ordinary talk: %j', async (talk) => {
    g = await group({ members: ['追风车主-阿伟'] })
    for (const text of talk) await g.says('阿伟', text)
    expect((await violations()).filter((each) => each.pieces)).toEqual([])
  })
})
