import { afterEach, describe, expect, it } from '@jest/globals'
import { OWNERS, STAFF } from '../../bots/demo.js'
import { Correction, Lead, Violation } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-阿伟']
const LEAD = '我那台开五年了，想换个大点的，现在拿到店里能抵多少'
const ADVERT = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'
/** Talk in which nothing is to be seen. */
const TALK = '小区门口的脐橙熟了，我家还有几箱'

describe('what the staff correct', () => {
  let g: TestGroup
  afterEach(() => g.close())
  const corrections = () => g.read((db) => db.find(Correction, { order: { id: 'ASC' } }))

  it('不是线索 and 误判 with the number of a card are kept with the words, without what tells who it was', async () => {
    g = await group({ members: CARS })
    await g.says('大壮', LEAD)
    await g.staffSays('佳佳', '不是线索 1')
    g.staffGot('#1 不算线索')
    await g.says('阿伟', ADVERT)
    await g.presses('小林', '误判，撤销', 'staff')
    g.staffGot('#1 已撤销')
    expect(await corrections()).toMatchObject([
      { text: LEAD, about: 'leads', wrong: 'trade_in', right: '', by: '佳佳', at: g.clock.now() },
      { about: 'moderation', wrong: 'ad', right: '', by: '小林', text: expect.stringContaining('加微信 xxxxxx_0000') },
    ])
    for (const { model } of await corrections()) expect(model).toMatch(/^[0-9a-f]{10}$/)
  })

  it('不是线索 and 误判 as an answer to a card need no number', async () => {
    g = await group({ members: CARS })
    await g.says('阿伟', ADVERT)
    await g.says('大壮', LEAD)
    const card = (words: string) =>
      g.world.history('staff', { limit: 50 }).find((post) => post.text?.includes(words))?.id
    await g.staffSays('小林', '误判', { replyTo: card('已处理 #1') })
    g.staffGot('#1 已撤销')
    await g.staffSays('小林', '不是线索', { replyTo: card('线索 #1') })
    g.staffGot('#1 不算线索')
    expect(await g.read((db) => db.countBy(Violation, { state: 'undone' }))).toBe(1)
    expect(await g.read((db) => db.countBy(Lead, { state: 'not_a_lead' }))).toBe(1)
    expect((await corrections()).map(({ about, wrong }) => [about, wrong])).toEqual([
      ['moderation', 'ad'],
      ['leads', 'trade_in'],
    ])
  })

  it('是线索 with the words makes the card that was missing', async () => {
    g = await group({ members: CARS })
    await g.says('桃子', TALK)
    expect(await g.read((db) => db.count(Lead))).toBe(0)
    await g.staffSays('佳佳', `是线索 换车 「${TALK}」`)
    g.staffGot(/级线索 #1 · 想换车 · 追风车主-桃子[\s\S]*脐橙/)
    g.staffGot('这句算线索（换购）')
    expect(await g.read((db) => db.find(Lead))).toMatchObject([{ kind: 'trade_in', code: 1 }])
    expect(await corrections()).toMatchObject([{ about: 'leads', wrong: '', right: 'trade_in', text: TALK }])
  })

  it('漏判 as an answer in the owner group has its consequences, and not a word about it is public', async () => {
    g = await group({ members: CARS })
    const post = await g.says('桃子', TALK)
    await g.says('小林', '漏判 广告', { replyTo: post.id })
    g.staffGot(/已处理 #1：追风车主-桃子/)
    g.staffGot('这句算违规（广告）')
    g.groupGot('推销类的就不发啦')
    expect(g.groupSaid().join()).not.toContain('违规')
    expect(g.world.findPost(post.id)?.recalled).toBeTruthy()
    expect(await g.read((db) => db.find(Violation))).toMatchObject([{ rule: 'ad', state: 'standing', quote: TALK }])
  })

  it('不是线索 as an answer in the owner group closes the lead, and the staff room hears of it', async () => {
    g = await group({ members: CARS })
    const post = await g.says('大壮', LEAD)
    await g.says('佳佳', '不是线索', { replyTo: post.id })
    g.staffGot('#1 不算线索')
    expect(g.groupSaid().join()).not.toContain('线索')
    expect(await g.read((db) => db.find(Lead))).toMatchObject([{ state: 'not_a_lead' }])
    expect(await corrections()).toMatchObject([{ wrong: 'trade_in', right: '' }])
  })

  it('a correction that is taken back puts the card up again', async () => {
    g = await group({ members: CARS })
    await g.says('大壮', LEAD)
    await g.staffSays('佳佳', '不是线索 1')
    await g.staffSays('佳佳', '是线索 1')
    g.staffGot(/级线索 #2 · 想换车/)
    expect((await corrections()).map(({ wrong, right }) => [wrong, right])).toEqual([
      ['trade_in', ''],
      ['', 'trade_in'],
    ])
  })

  it('话题 says what a message asks, which is noted without a word in public', async () => {
    g = await group({ members: CARS })
    const post = await g.says('桃子', TALK)
    await g.staffSays('佳佳', `话题 「${TALK}」 活动`)
    g.staffGot('这句算「活动」')
    await g.says('小林', '话题 闲聊', { replyTo: post.id })
    g.staffGot('这句我已经这样记着了（闲聊）')
    await g.staffSays('佳佳', '话题 保养')
    g.staffGot('您说的是哪一句')
    expect(g.groupSaid()).toEqual([])
    expect((await corrections()).map(({ about, wrong, right, by }) => [about, wrong, right, by])).toEqual([
      ['topic', 'none', 'event', '佳佳'],
      ['topic', 'none', 'none', '小林'],
    ])
  })

  it('asks which message is meant, and says when there is none', async () => {
    g = await group({ members: CARS })
    await g.staffSays('佳佳', '漏判')
    g.staffGot('您说的是哪一句')
    await g.staffSays('佳佳', '漏判 广告 「没有人说过的话」')
    g.staffGot('没找到这句话')
    expect(await corrections()).toEqual([])
  })

  it('takes corrections from bound staff only, and never about their own words', async () => {
    g = await group({ members: CARS })
    const post = await g.says('桃子', TALK)
    await g.says('阿伟', '漏判 广告', { replyTo: post.id })
    const own = await g.says('佳佳', '想换车的朋友可以把旧车开过来，我们免费评估')
    await g.says('小林', '漏判 广告', { replyTo: own.id })
    expect(await corrections()).toEqual([])
    expect(await g.read((db) => db.count(Violation))).toBe(0)
  })
})

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])(
  'two colleagues at the same moment, on %s',
  (engine) => {
    let g: TestGroup
    afterEach(() => g.close())

    it.each([
      ['in one batch', 0],
      ['side by side', 3],
    ])('%s: the second one sees what the first has done', async (_, turnsOfTheLoop) => {
      g = await group({ engine, members: CARS })
      const post = await g.says('桃子', TALK)
      g.world.post(STAFF, '佳佳', `是线索 换车 「${TALK}」`)
      for (let n = 0; n < turnsOfTheLoop; n++) await new Promise(setImmediate)
      g.world.post(OWNERS, '小林', '是线索 换车', { replyTo: post.id })
      await g.settle()
      const [lead, ...more] = await g.read((db) => db.find(Lead))
      expect([lead?.evidence.length, more.length]).toEqual([1, 0])
      expect(await g.read((db) => db.count(Correction))).toBe(2)
      g.staffGot('这句我已经这样记着了（换购）')
    })
  },
)
