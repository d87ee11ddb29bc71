import { afterEach, describe, expect, it } from '@jest/globals'
import { tickActivities } from '../../src/features/activities/index.js'
import { fetchForecast } from '../../src/features/forecast.js'
import { createVault } from '../../src/kit/crypto.js'
import { Activity, Rsvp } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'

const vault = createVault(Buffer.alloc(32, 7))
const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-小满']
/** In Shanghai. */
const at = (month: number, day: number, hour: number) => Date.UTC(2026, month - 1, day, hour - 8)

describe('the plan of an activity', () => {
  let g: TestGroup
  afterEach(() => g.close())
  /** The half-hourly look at the plans, at this time in Shanghai. */
  const tickAt = async (month: number, day: number, hour: number) => {
    g.clock.set(at(month, day, hour))
    const { ids, say, dealer } = g.app.pipeline
    await tickActivities({ store: g.store, ids, say, dealer, vault, now: g.clock.now() })
    await g.settle()
  }
  const last = () => g.staffSaid().at(-1)

  it('is filled in, approved, announced by itself a week before, followed up and reviewed', async () => {
    g = await group({ members: CARS, staff: { 小林: 'admin', 朵朵: 'service', 佳佳: 'sales' }, startAt: at(9, 1, 10) })
    await g.staffSays('朵朵', '发起活动 模板 自驾 9月19日早上8点，地点：展厅，名额20台车，9月17日18:00截止')
    g.staffGot(/活动 1 · 车友自驾一日游[\s\S]*名额：20 台车/)
    await g.staffSays('朵朵', '活动 1 地点 云溪谷东门')
    expect(last()).toMatch(/地点：云溪谷东门[\s\S]*到店礼：车队贴纸一套[\s\S]*负责人：朵朵/)
    await g.staffSays('朵朵', '活动 1 上限 3人 2辆车')
    await g.staffSays('朵朵', '活动 1 礼品 试驾 帆布袋')
    await g.staffSays('朵朵', '活动 1 地图 随便')
    expect(last()).toContain('要一个网址')
    await g.staffSays('朵朵', '活动 1 预算 8000')
    await g.staffSays('朵朵', '发布 1')
    expect(last()).toContain('预算还没批')
    await g.staffSays('朵朵', '批准 1')
    expect(last()).toContain('这一步要管理员')
    await g.staffSays('佳佳', '活动 1 地点 别处')
    expect(last()).toContain('这一步要管理员')
    await g.staffSays('小林', '批准 1')

    await tickAt(9, 1, 11)
    await tickAt(9, 5, 9)
    await tickAt(9, 12, 9)
    g.groupGot(/【车友自驾一日游】[\s\S]*以这里为准：[\s\S]*云溪谷东门[\s\S]*试驾礼：帆布袋/)
    g.privateGot('朵朵', /发出去了[\s\S]*活动 1 车友自驾一日游 还有一周/)

    await g.says('老周', '报名 2大')
    await g.says('大壮', '报名 1大')
    await g.says('桃子', '报名 1大')
    g.groupGot('给您排上候补')
    await g.says('小满', '自驾活动我看情况，周六不一定有空')
    await g.says('大壮', '有事，取消报名')
    g.groupGot(/追风车主-桃子 好消息[\s\S]*前回「确认」/)
    await g.says('桃子', '确认')
    g.groupGot('名额给您留着')
    await g.staffSays('朵朵', '活动 1 没回')
    expect(last()).toContain('看情况的（1）：追风车主-小满')
    await tickAt(9, 12, 14)
    g.groupGot('车友自驾一日游已报 2 家 3 人：追风车主-老周、追风车主-桃子')

    const { ids, say, dealer } = g.app.pipeline
    const weather = async () => [{ day: '2026-09-19', code: 61, low: 17.6, high: 21.2, rain: 8 }]
    await fetchForecast({ store: g.store, ids, say, dealer, now: at(9, 18, 8), weather })
    await tickAt(9, 18, 9)
    g.groupGot(/快到啦[\s\S]*云溪谷东门[\s\S]*店里这边当天：有雨，18～21°C[\s\S]*@追风车主-老周 @追风车主-桃子/)
    expect(g.groupSaid().join('\n')).not.toContain('还没定')
    await tickAt(9, 20, 10)
    g.privateGot('朵朵', '昨天的车友自驾一日游辛苦了')
    const [activity] = await g.read((db) => db.find(Activity))
    expect(activity?.plan.done).toEqual(['step:approve', 'step:week', 'remind:24', 'step:after'])
    const said = g.groupSaid().length
    await tickAt(9, 20, 12)
    expect(g.groupSaid()).toHaveLength(said)
  })

  it('gives a seat that nobody confirms to the next who waits, and never more than there are', async () => {
    g = await group({ members: CARS, staff: { 小林: 'admin' }, startAt: at(9, 1, 10) })
    await g.staffSays('小林', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额1台车，9月17日18:00截止')
    await g.staffSays('小林', '活动 1 上限 1辆车')
    await g.staffSays('小林', '发布 1')
    for (const name of ['老周', '大壮', '桃子']) await g.says(name, '报名 1大')
    await g.says('老周', '去不了了，取消报名')
    g.groupGot('追风车主-大壮 好消息')
    await tickAt(9, 2, 9)
    g.groupGot('追风车主-桃子 好消息')
    g.groupGot('追风车主-大壮 云溪谷自驾一日游没等到您的确认')
    const states = await g.read((db) => db.find(Rsvp, { order: { id: 'ASC' } }))
    expect(states.map(({ state }) => state)).toEqual(['cancelled', 'waiting', 'signed'])
    await g.staffSays('小林', '活动 1 上限 2辆车')
    expect(await g.read((db) => db.countBy(Rsvp, { state: 'signed' }))).toBe(2)
    await g.staffSays('小林', '活动 1 时间 9月20日 9点')
    g.groupGot(/自驾一日游有调整[\s\S]*9月20日 周日 09:00/)
    await g.staffSays('小林', '取消活动 1')
    g.groupGot('云溪谷自驾一日游这次取消啦')
  })

  it('invites in private whoever may buy soon, and leaves alone whoever said 退订', async () => {
    g = await group({ members: CARS, staff: { 小林: 'admin', 佳佳: 'sales' }, startAt: at(9, 1, 10) })
    const [one, other] = CARS.slice(0, 2).map((card) => card.split('-')[1] as string) as [string, string]
    for (const name of [one, other]) await g.says(name, '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    for (const code of [1, 2]) await g.staffSays('小林', `${code} 改 A级`)
    await g.whispers(other, '退订')
    await g.staffSays('小林', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额9台车，9月17日18:00截止')
    await g.staffSays('小林', '发布 1')
    await g.staffSays('小林', '活动 1 邀请')
    g.privateGot(one, '云溪谷自驾一日游')
    expect(g.privateSaid(other).join()).not.toContain('云溪谷自驾一日游')
    await g.staffSays('小林', '活动 1 没回')
    g.staffGot(new RegExp(other))
  })

  it('reckons what a car cost, as the example of three months has it', async () => {
    g = await group({ members: CARS, staff: { 小林: 'admin' }, startAt: at(9, 1, 10) })
    const held = [
      ['路边试驾', '2000', 810, 62],
      ['走进企业', '2.1万', 600, 30],
      ['走进社区', '21000元', 200, 7],
      ['商场车展', '10.4万', 680, 20],
    ] as const
    for (const [n, [title, spent, visits, sold]] of held.entries()) {
      await g.staffSays('小林', `发起活动 9月${n + 10}日${title}体验日，早上9点展厅集合，名额90台车`)
      await g.staffSays('小林', `活动 ${n + 1} 标题 ${title}`)
      await g.staffSays('小林', `活动 ${n + 1} 花费 ${spent}`)
      await g.staffSays('小林', `活动 ${n + 1} 结果 接待 ${visits} 成交 ${sold}`)
    }
    await g.staffSays('小林', '活动效果')
    const cars = last()?.match(/每台 [\d.]+ 元/g)
    expect(cars).toEqual(['每台 32.3 元', '每台 700 元', '每台 3000 元', '每台 5200 元'])
    await g.staffSays('小林', '活动模板')
    expect(last()).toContain('秋季出行安全课堂（换季）')
    await g.staffSays('小林', '活动计划')
    expect(last()).toContain('追风车友群：9/10 路边试驾（1）')
  })
})
