import { afterEach, describe, expect, it } from '@jest/globals'
import { AccountState, OutboxItem } from '../../src/store/index.js'
import { qqAccounts, type TwoAccounts } from '../kit/two-accounts.js'

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

describe('when an account goes down', () => {
  let g: TwoAccounts
  afterEach(() => g.close())

  it('its colleagues hear of it through the other account within two minutes, once, and when it is back', async () => {
    g = await qqAccounts()
    const wentDown = g.clock.now()
    await g.goesDown()
    while (!g.staffGot().length) await g.passes(5 * SECOND)
    expect(g.clock.now() - wentDown).toBeLessThanOrEqual(2 * MINUTE)
    expect(g.staffGot()).toEqual([expect.stringMatching(/^⚠️ QQ 10001 掉线了：连不上网关/)])
    await g.passes(20 * MINUTE)
    expect(g.staffGot()).toHaveLength(1)
    await g.comesBack()
    await g.passes(31 * SECOND)
    expect(g.staffGot().slice(1)).toEqual([expect.stringMatching(/^✅ QQ 10001 连上了，之前从 9月1日 .* 起不在线。$/)])
    await g.passes(20 * MINUTE)
    expect(g.staffGot()).toHaveLength(2)
  })

  it('the report names the groups of an account by what makes one a staff room', async () => {
    g = await qqAccounts()
    const rooms = (await g.reports()).flatMap(({ account, rooms }) => rooms.map((room) => ({ account, ...room })))
    expect(rooms).toContainEqual({ account: '10002', id: '700002', name: '700002', staff: true, presence: 'here' })
  })

  it('nothing about it is left to the account itself', async () => {
    g = await qqAccounts()
    await g.goesDown()
    await g.passes(2 * MINUTE)
    const alarms = (await g.read((db) => db.find(OutboxItem))).filter(({ dedupeKey }) => dedupeKey.startsWith('watch:'))
    expect(alarms.map(({ accountId }) => accountId)).toEqual([g.account.other])
  })

  it('an account that the platform has thrown out is down, though the way to it is good', async () => {
    g = await qqAccounts()
    await g.isThrownOut()
    await g.passes(2 * MINUTE)
    expect(g.staffGot()).toEqual([expect.stringContaining('账号被平台下线了')])
  })

  it('an account whose words QQ holds back keeps silent and says so; after the pause it speaks again', async () => {
    g = await qqAccounts()
    await g.isHeldBack()
    await g.puts('先等等', { lifetime: HOUR })
    await g.passes(2 * MINUTE)
    expect((await g.reports())[0]).toMatchObject({ account: '10001', state: 'degraded', problem: 'risk_control' })
    expect(g.staffGot()).toEqual([expect.stringContaining('风控')])
    expect(g.groupGot()).toEqual([])
    await g.passes(10 * MINUTE)
    expect(g.groupGot()).toEqual(['先等等'])
    expect((await g.reports())[0]).toMatchObject({ state: 'online', problem: null })
  })

  it('a restart in the middle of the outage says nothing twice, and the end of it all the same', async () => {
    g = await qqAccounts()
    await g.goesDown()
    await g.passes(2 * MINUTE)
    await g.restarts()
    await g.passes(5 * MINUTE)
    expect(g.staffGot()).toHaveLength(1)
    await g.comesBack()
    await g.passes(31 * SECOND)
    expect(g.staffGot()[1]).toContain('连上了')
    expect(await g.read((db) => db.findOneBy(AccountState, { id: g.account.mine }))).toMatchObject({
      state: 'online',
      problem: null,
      downSince: null,
      alarmedAt: null,
    })
  })
})

describe('what waited while an account was down', () => {
  let g: TwoAccounts
  afterEach(() => g.close())

  it('is dropped when it came too late; the rest goes out at the pace of the account', async () => {
    g = await qqAccounts()
    await g.goesDown()
    for (let n = 0; n < 8; n += 1) await g.puts(`旧的${n}`, { lifetime: HOUR })
    await g.passes(2 * HOUR + 30 * MINUTE)
    for (let n = 0; n < 12; n += 1) await g.puts(`新的${n}`, { lifetime: HOUR })
    await g.passes(30 * MINUTE)
    await g.comesBack()
    const posts = await g.drains()
    const texts = posts.map(({ text }) => text)
    expect(texts).toEqual(Array.from({ length: 12 }, (_, n) => `新的${n}`))
    const gaps = posts.slice(1).map(({ at }, n) => at - posts[n]!.at)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3 * SECOND)
    for (const { at } of posts)
      expect(posts.filter((each) => each.at >= at && each.at < at + MINUTE).length).toBeLessThanOrEqual(10)
    await g.passes(31 * SECOND)
    expect(g.staffGot().at(-1)).toContain('过时的 8 条没有再发')
  })

  it('is no answer to what was said hours ago and is told only now', async () => {
    g = await qqAccounts()
    const then = g.clock.now() - 3 * HOUR
    await g.joins('冬瓜', then)
    await g.passes(MINUTE)
    expect(g.groupGot()).toEqual([])
    await g.joins('桃子')
    await g.passes(MINUTE)
    expect(g.groupGot()).toEqual([expect.stringContaining('桃子')])
  })
})
