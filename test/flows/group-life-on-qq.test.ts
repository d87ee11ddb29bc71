import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { JoinRequest, Violation } from '../../src/store/index.js'
import { createQqHarness } from '../channels/qq-harness.js'
import { type OnChannel, onChannel } from '../kit/on-channel.js'
import { pictureServer } from '../kit/picture-server.js'

describe('what QQ alone has, over a real socket', () => {
  let g: OnChannel

  beforeAll(async () => {
    g = await onChannel((sink, clock) => createQqHarness({ transport: 'forward', dialect: 'napcat' }, sink, clock))
  })
  afterAll(() => g.close())

  const last = (texts: readonly string[]) => texts.at(-1)

  it('lets somebody in by an invitation code', async () => {
    await g.staffSays('邀请码 交车区')
    const code = /邀请码：(\w+)/.exec(g.staffGot().join('\n'))?.[1] ?? ''
    const asking = await g.asksIn('冬瓜', `${code} 昨天提车`)
    expect(await g.read((db) => db.find(JoinRequest))).toMatchObject([{ state: 'accepted', decidedBy: 'invited' }])
    expect(g.harness.isMember(asking)).toBe(true)
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
    await g.staffSays('误判 2')
    await g.staffSays('群规 放行 u.wechat.com')
    await poster('下次一起吃饭吗')
    expect((await cases()).map(({ state }) => state)).toEqual(['watched', 'undone'])
    await pictures.close()
  })
})
