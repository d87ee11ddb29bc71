import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { JoinRequest, Violation } from '../../src/store/index.js'
import { createQqHarness } from '../channels/qq-harness.js'
import { type OnChannel, onChannel } from '../kit/on-channel.js'
import { pictureServer } from '../kit/picture-server.js'

describe('group life on QQ, over a real socket', () => {
  let g: OnChannel
  let newcomer: string

  beforeAll(async () => {
    g = await onChannel((sink, clock) => createQqHarness({ transport: 'forward', dialect: 'napcat' }, sink, clock))
  })
  afterAll(() => g.close())

  const last = (texts: readonly string[]) => texts.at(-1)

  it('lets somebody in by an invitation code, greets them and sets their card when they agree', async () => {
    await g.staffSays('邀请码 交车区')
    const code = /邀请码：(\w+)/.exec(g.staffGot().join('\n'))?.[1] ?? ''
    const asking = await g.asksIn('冬瓜', `${code} 昨天提车`)
    expect(await g.read((db) => db.find(JoinRequest))).toMatchObject([{ state: 'accepted', decidedBy: 'invited' }])
    expect(g.harness.isMember(asking)).toBe(true)
    newcomer = await g.joins('西瓜')
    expect(g.groupGot().join('\n')).toContain('三件小事')
    await g.says(newcomer, '大家好，昨天提的灰色')
    expect(last(g.groupGot())).toContain('不方便改就回「帮我改」')
    await g.says(newcomer, '好的，帮我改一下')
    expect(g.harness.cardOf(newcomer)).toBe('追风车主-西瓜')
  })

  it('only watches while it is told to, then takes an advert back, says why and hears an appeal', async () => {
    const { bob } = g.harness
    await g.staffSays('群规 观察 7天')
    await g.says(bob, '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低')
    expect(await g.read((db) => db.find(Violation))).toMatchObject([{ state: 'watched' }])
    await g.staffSays('群规 正式执行')
    await g.says(bob, '刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做')
    expect(g.groupGot().join('\n')).toContain('推销类的就不发啦')
    expect(g.groupGot().join('\n')).not.toContain('刷单')
    await g.whispers(bob, '为什么撤回我的')
    expect(last(g.privateGot(bob))).toContain('按群规算发广告')
    await g.whispers(bob, '申诉 我发错群了')
    expect(last(g.staffGot())).toMatch(/申诉[\s\S]*说法：我发错群了/)
    await g.staffSays('误判 2')
    expect(last(g.groupGot())).toContain('刚才是我看错了')
  })

  it('finds an advert hidden in a picture, first to watch, then to act', async () => {
    const { bob } = g.harness
    const pictures = await pictureServer()
    const poster = (words: string) => g.says(bob, words, { image: pictures.urlOf('poster.jpg') })
    const cases = () => g.read((db) => db.findBy(Violation, { rule: 'link' }))
    await poster('周末一起吃饭吗')
    const [watched] = await cases()
    expect(watched).toMatchObject({ state: 'watched', quote: '[二维码] https://u.wechat.com/kd8-poster' })
    await g.staffSays('群规 链接 阶梯 警告/人工')
    await g.staffSays('群规 链接 开')
    await g.says(bob, '这是我的座位', { image: pictures.urlOf('seat.png') })
    await g.says(bob, '这张看不了', { image: pictures.urlOf('endless.jpg') })
    expect(await cases()).toHaveLength(1)
    await poster('晚上一起吃饭吗')
    expect(last(g.groupGot())).toContain('群里先不发外面的链接、名片和二维码啦')
    expect(last(g.groupGot())).not.toContain('u.wechat.com')
    expect(last(g.staffGot())).toContain('[二维码] https://u.wechat.com/kd8-poster')
    await g.staffSays('误判 4')
    await g.staffSays('群规 放行 u.wechat.com')
    await poster('下次一起吃饭吗')
    expect((await cases()).map(({ state }) => state)).toEqual(['watched', 'undone'])
    await pictures.close()
  })

  it('answers from the knowledge base, and asks the group', async () => {
    const { alice } = g.harness
    await g.staffSays('记住 问：店里几点开门 答：每天 8:30 到 18:00 都有人')
    await g.says(alice, '请问你们店里几点开门呀')
    expect(last(g.groupGot())).toContain('每天 8:30 到 18:00 都有人')
    await g.staffSays('投票 周日去哪？水库/古镇')
    await g.staffSays('确认发送')
    await g.says(alice, 'B')
    await g.staffSays('投票结果')
    expect(last(g.staffGot())).toContain('B. 古镇：1')
  })
})
