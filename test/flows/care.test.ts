import { describe, expect, it } from '@jest/globals'
import { careForCustomers, careForGroups } from '../../src/features/care/index.js'
import { readSubscription } from '../../src/features/care/subscription.js'
import { fetchForecast } from '../../src/features/forecast.js'
import { HOUR } from '../../src/kit/clock.js'
import { createSay } from '../../src/kit/texts.js'
import { createOpenMeteo } from '../../src/kit/weather/open-meteo.js'
import { Contact, Customer, OutboxItem } from '../../src/store/index.js'
import { DEALER } from '../kit/dealer.js'
import { group, type TestGroup } from '../kit/group.js'
import { countingIds } from '../kit/ids.js'
import { NANJING, weatherServer } from '../kit/weather-server.js'

describe('care', () => {
  it('comes on the day, within the budget, where one may write, and stops with one word', async () => {
    const g: TestGroup = await group({
      members: ['追风车主-老周', '追风车主-桃子', '追风车主-阿明', '追风车主-小满', '追风车主-大壮'],
      staff: { 佳佳: 'sales', 小赵: 'sales', 小林: 'service', 陈总: 'manager' },
      startAt: Date.UTC(2026, 8, 23, 2),
    })
    const ids = countingIds('care')
    /** The morning of the next day; twice, since work that was cut off is done again. */
    const morning = async () => {
      await g.advance('1d')
      for (let times = 0; times < 2; times++) {
        const deps = { store: g.store, ids, say: createSay('zh-CN'), dealer: DEALER, now: g.clock.now() }
        await careForGroups(deps)
        await careForCustomers(deps)
      }
      await g.settle()
    }
    await g.whispers('老周', '你好')
    await g.says('桃子', '早上好')
    await g.says('阿明', '大家好')
    // Thursday, 24 September; the lunar 15th of the 8th month is Friday.
    for (const note of ['老周 生日 农历八月十四', '桃子 生日 09-24', '桃子 顾问 佳佳', '阿明 生日 09-25'])
      await g.staffSays('小林', `客户 ${note}`)
    await g.staffSays('小林', '车辆 老周 保险到期 2026-10-20')
    for (const name of ['小满', '大壮']) {
      await g.whispers(name, '你好')
      await g.staffSays('小林', `车辆 ${name} 购车 2026-09-21`)
      await g.staffSays('陈总', `客户 ${name} 分级 A`)
    }
    await g.staffSays('小林', '客户 小满 顾问 佳佳')
    await g.staffSays('小林', '关怀 生日 开')
    g.staffGot('这一步要管理员或经理来操作')
    await g.staffSays('陈总', '关怀')
    g.staffGot(/生日：关/)
    await g.staffSays('陈总', '关怀 生日 开')
    await g.staffSays('陈总', '关怀 保险 开')
    await g.staffSays('陈总', '关怀 节日 开')
    await g.staffSays('陈总', '关怀 生日 文字 【称呼】，老朋友生日快乐')
    g.staffGot(/生日：开（自己的话：/)
    await g.staffSays('陈总', '关怀 提车后 开')
    await g.staffSays('陈总', '关怀 换顾问 开')
    await g.staffSays('陈总', '关怀 提车后 第7天 文字 【称呼】，一周了')
    g.staffGot(/提车后：开（之后第 3、7、30、90 天）[\s\S]*第 7 天：【称呼】，一周了/)

    await morning()
    for (const name of ['小满', '大壮']) g.privateGot(name, /新车[\s\S]*为什么收到：您刚提车不久。不想再收，回 TD/)
    g.clock.advance(60_000)
    await g.whispers('小满', '挺好开的')
    // Both on one day: the insurance matters more, and a B customer is written to once a week.
    expect(g.lastWhisper('老周')).toMatch(
      /您的车险 2026-10-20 到期[\s\S]*为什么收到：您的车险快到期了。不想再收，回 TD/,
    )
    expect(g.privateSaid('老周').join()).not.toContain('生日快乐')
    await g.staffSays('佳佳', '联系预算 老周')
    g.staffGot(/还剩 0 次[\s\S]*生日：没发，这段时间联系够多了/)
    await g.staffSays('佳佳', '联系预算 老周')
    // 桃子 never wrote to the bot: her consultant is asked.
    g.privateGot('佳佳', /今天有 1 位客户[\s\S]*桃子（生日）：.*老朋友生日快乐/)
    await g.says('阿明', '别再给我发广告了')
    g.groupGot('以后不主动给您发问候和推荐了')

    // 佳佳 leaves.
    await g.staffSays('陈总', '交接 佳佳 给 小赵')
    g.staffGot(/名下客户 2 位也归小赵/)
    await morning()
    expect(g.lastWhisper('小满')).toMatch(/小满，.*小赵.*\n（为什么收到：照顾您的同事换人了。不想再收，回 TD）/)
    g.groupGot('中秋快乐')
    expect(g.groupSaid().filter((text) => text.includes('快乐'))).toHaveLength(1)
    const ofMing = await g.read(async (db) => {
      const ming = (await db.find(Customer)).find(({ displayName }) => displayName.includes('阿明')) as Customer
      return db.findBy(Contact, { customerId: ming.id })
    })
    expect(ofMing).toMatchObject([{ kind: 'birthday', state: 'held', why: 'stopped' }])

    const server = await weatherServer()
    const { ids: next, say, dealer } = g.app.pipeline
    const weather = createOpenMeteo({ url: server.url, ...NANJING })
    await g.staffSays('陈总', '关怀 天气 开')
    g.staffGot(/大雾（发群）：开/)
    await g.staffSays('陈总', '关怀 大雾 文字 明天有雾，灯打开\n===\n雾天慢行')
    await fetchForecast({ store: g.store, ids: next, say, dealer, now: g.clock.now() + 22 * HOUR, weather })
    await server.close()
    await morning()
    expect(g.groupSaid().at(-1)).toMatch(/^(?:明天有雾，灯打开|雾天慢行)\n（为什么收到：预报明天有雾。觉得打扰/)
    const inGroup = g.groupSaid().length
    // Nothing new is known, and what was known is of yesterday.
    await morning()
    expect(g.groupSaid()).toHaveLength(inGroup)

    await morning()
    // A week after delivery: whoever answered is in talk with people.
    expect(g.lastWhisper('大壮')).toMatch(/大壮，一周了/)
    expect(g.privateSaid('小满').join()).not.toContain('一周了')

    await g.whispers('老周', 'TD')
    g.privateGot('老周', '以后不主动给您发问候和推荐了')
    await g.whispers('老周', '恢复订阅')
    g.privateGot('老周', '有用的提醒会再发给您')
    await g.staffSays('陈总', '关怀 久未联系 开')
    await g.staffSays('陈总', '关怀 久未联系 30天')
    g.staffGot('30 天没消息算久未联系')
    await g.advance('33d')
    await morning()
    expect(g.lastWhisper('大壮')).toContain('（为什么收到：有些日子没您的消息了。不想再收，回 TD）')
    expect(await g.read((db) => db.countBy(OutboxItem, { state: 'waiting' }))).toBe(0)
    await g.close()
  })

  it.each([
    ['退订', 'stop'],
    ['TD。', 'stop'],
    ['@车友管家 退订', 'stop'],
    ['请不要再给我发推送了，谢谢', 'stop'],
    ['不想收到广告了', 'stop'],
    ['恢复订阅', 'resume'],
    ['别发了', null],
    ['这个T型台不错', null],
    ['有人退订过保养套餐吗', null],
  ])('reads %s', (said, choice) => expect(readSubscription(said)).toBe(choice))
})
