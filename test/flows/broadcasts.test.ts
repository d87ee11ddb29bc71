import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Broadcast, BroadcastTarget, Contact, Group, Job, OutboxItem, writeRows } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { type StaffApi, staffApi } from '../kit/staff-api.js'

const NAMES = ['老周', '桃子', '阿明', '小满']

describe('broadcasts', () => {
  let g: TestGroup
  let api: StaffApi
  beforeAll(async () => {
    g = await group({
      members: NAMES.map((name) => `追风车主-${name}`),
      staff: { 佳佳: 'sales', 小林: 'service', 陈总: 'manager', 阿强: 'group_admin' },
      startAt: Date.UTC(2026, 8, 21, 2),
      publicUrl: 'https://cheyou.example',
    })
    api = await staffApi(g)
    for (const name of NAMES) await g.says(name, '大家早')
    for (const name of ['老周', '阿明']) await g.whispers(name, '你好')
    for (const what of ['客户 老周 标签 +钓鱼', '客户 桃子 标签 +钓鱼', '客户 桃子 顾问 佳佳', '客户 小满 标签 +钓鱼'])
      await g.staffSays('小林', what)
    await g.staffSays('小林', '车辆 老周 车型 XC60')
  })
  afterAll(async () => {
    await api.close()
    await g.close()
  })

  it('reach the customers who are meant, by name, where one may write, and ask colleagues for the rest', async () => {
    await g.says('小满', '不想收到广告了')
    await g.staffSays('小林', '客户人数 标签钓鱼')
    g.staffGot(/符合条件的 3 位，现在能发 2 位：我私聊 1 位，请同事发 1 位。\n1 位退订了，不发。/)
    await g.staffSays('小林', '客户群发 标签钓鱼 颜色红：来钓鱼')
    g.staffGot('「颜色红」我没看懂')
    await g.staffSays('佳佳', '客户群发 标签钓鱼：来钓鱼')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('小林', '客户群发 标签钓鱼：{{name}}，开上{{car}}来钓鱼：https://example.com/fish?a=1')
    g.staffGot(/要私聊 2 位客户[\s\S]*链接会记点击次数[\s\S]*追风车主-老周，开上XC60来钓鱼：https:\/\/example.com/)
    await g.staffSays('小林', '确认发送')
    g.staffGot(/这就发给 2 位客户（#1）/)
    expect(g.lastWhisper('老周')).toMatch(
      /^追风车主-老周，开上XC60来钓鱼：https:\/\/cheyou\.example\/l\/[\w-]{16}\n（不想再收，回 TD）$/,
    )
    g.privateGot('佳佳', /今天有 1 位客户[\s\S]*桃子（群发）：追风车主-桃子，开上爱车来钓鱼/)
    expect(g.privateSaid('小满').join()).not.toContain('钓鱼')
    await g.staffSays('佳佳', '联系预算 老周')
    g.staffGot(/还剩 0 次\n2026-09-21 群发：已发/)
  })

  it('count clicks, answers and those who want no more', async () => {
    const token = /\/l\/([\w-]+)/.exec(g.lastWhisper('老周'))?.[1] ?? ''
    const clicked = await api.askAt('GET', `/l/${token}`)
    expect([clicked.status, clicked.location]).toEqual([302, 'https://example.com/fish?a=1'])
    expect((await api.askAt('GET', '/l/0000000000000000')).status).toBe(404)
    await g.advance('1h')
    await g.whispers('老周', '好的，我来')
    await g.whispers('老周', 'TD')
    await g.staffSays('佳佳', '群发结果 1')
    g.staffGot(
      /#1 .*：发完了 · 送达 1 · 请同事发 1 · 没发 1\n链接点了 1 次\n两天内：1 人回应 · 0 个报名变化 · 0 条线索 · 1 人退订/,
    )
    await g.staffSays('佳佳', '群发明细 1')
    g.staffGot(/追风车主-小满：没发 退订了/)
    const colleague = await api.logIn('佳佳')
    const [item] = (await colleague.reads('/broadcasts')).items
    expect(item).toMatchObject({
      code: 1,
      to: 'customers',
      counts: { sent: 1, asked: 1, held: 1 },
      results: { clicks: 1 },
    })
    expect((await colleague.reads(`/broadcasts/${item.id}/targets`)).items).toHaveLength(3)
  })

  it('go out at their time, by tag, and stop, go on, or end when a colleague says so', async () => {
    await g.staffSays('小林', '群标签 @追风 +自驾')
    g.staffGot('「追风车友群」：#自驾')
    await g.staffSays('小林', '群发 #自驾 {{group}}的各位，周六集合')
    await g.staffSays('小林', '定时发送 昨天')
    g.staffGot('「昨天」是什么时候')
    await g.staffSays('小林', '定时发送 明天 10:00')
    g.staffGot(/#2 定在 9月22日 周二 10:00 发/)
    await g.advance('22h')
    expect(g.groupSaid().join()).not.toContain('周六集合')
    await g.advance('2h')
    g.groupGot('追风车友群的各位，周六集合')
    await g.staffSays('小林', '暂停群发 2')
    g.staffGot('#2 没有在等着发的')

    // At night the group sleeps, and so it can be stopped.
    await g.staffSays('陈总', '群规 夜间 开')
    await g.advance('13h')
    await g.staffSays('小林', '通知 明天停水')
    await g.staffSays('小林', '确认发送')
    g.staffGot('夜里要安静')
    await g.staffSays('小林', '暂停群发')
    g.staffGot(/#3 先停下，还有 1 个没发/)
    await g.staffSays('佳佳', '群发进度')
    g.staffGot(/#3 明天停水：暂停中 · 等着 1/)
    await g.advance('9h')
    expect(g.groupSaid().join()).not.toContain('停水')
    await g.staffSays('小林', '继续群发 3')
    g.groupGot('明天停水')
    expect(g.groupSaid().filter((text) => text.includes('停水'))).toHaveLength(1)
  })

  it('hold back what a group has heard enough of, unless it is about safety', async () => {
    await g.staffSays('陈总', '群打扰上限 2')
    await g.staffSays('小林', '通知 再来一条')
    g.staffGot(/这周听得够多了，这条不发/)
    await g.staffSays('小林', '确认发送')
    await g.staffSays('小林', '紧急通知 台风将至，别停树下')
    await g.staffSays('小林', '确认发送')
    g.groupGot('台风将至')
    expect(g.groupSaid().join()).not.toContain('再来一条')
    await g.staffSays('陈总', '群打扰上限 50')
    await g.staffSays('陈总', '群发额度 体验群 0')
    await g.staffSays('小林', '通知 明天洗车')
    g.staffGot(/今天的群发额度用完了/)
    await g.staffSays('陈总', '群发额度 体验群 500')
  })

  it('are repeated until they are stopped, each run with results of its own', async () => {
    await g.staffSays('小林', '通知 本周保养有礼\n===\n保养有礼，这周都在')
    await g.staffSays('小林', '定时发送 每周一 9:00')
    g.staffGot(/会按时重复发，下一次是 9月28日 周一 09:00/)
    await g.advance('121h')
    await g.advance('8d')
    expect(g.groupSaid().filter((text) => text === '本周保养有礼')).toHaveLength(1)
    g.staffGot(/到点时我不在线/)
    const runs = await g.read((db) => db.find(BroadcastTarget))
    expect(runs.every(({ attempts }) => attempts <= 1)).toBe(true)
    const code = /群发 #(\d+) 到点/.exec(g.staffSaid().join())?.[1]
    await g.staffSays('小林', `停止群发 ${code}`)
    g.staffGot(`#${code} 不再发了`)
    await g.advance('8d')
    expect(g.groupSaid().filter((text) => text === '本周保养有礼')).toHaveLength(1)
  })

  it('are sent again where they did not arrive, and nowhere else', async () => {
    await g.staffSays('小林', '通知 周日闭店')
    await g.staffSays('小林', '确认发送')
    await g.read(async (db) => {
      const [target] = await db.find(BroadcastTarget, { order: { id: 'DESC' }, take: 1 })
      await db.update(OutboxItem, { dedupeKey: target?.itemKey ?? '' }, { state: 'unknown', reason: 'test' })
    })
    await g.staffSays('小林', '补发')
    g.staffGot(/没有能补发的/)
    await g.read(async (db) => {
      const [target] = await db.find(BroadcastTarget, { order: { id: 'DESC' }, take: 1 })
      await db.update(OutboxItem, { dedupeKey: target?.itemKey ?? '' }, { state: 'failed', reason: 'not_in_room' })
    })
    await g.staffSays('佳佳', '群发明细')
    g.staffGot('追风车友群：失败 我不在这个群里了')
    await g.staffSays('小林', '补发')
    g.staffGot(/补发 1 个/)
    expect(g.groupSaid().filter((text) => text === '周日闭店')).toHaveLength(2)
    const keys = (await g.read((db) => db.find(Contact))).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('do not start when they are stopped while what is due has been read already', async () => {
    await g.staffSays('小林', '群发 #自驾 周日也集合')
    await g.staffSays('小林', '定时发送 明天 10:00')
    const [job] = await g.read((db) => db.findBy(Job, { task: 'broadcasts.start', state: 'waiting' }))
    await g.staffSays('小林', '停止群发')
    expect(await g.read((db) => db.countBy(Job, { task: 'broadcasts.start', state: 'waiting' }))).toBe(0)
    await g.read((db) => writeRows(db, Job, [job!]))
    await g.advance('2d')
    expect(g.groupSaid().join()).not.toContain('周日也集合')
  })

  it('to customers keep their time, whatever a colleague says who may not write to them', async () => {
    await g.staffSays('小林', '客户 阿明 标签 +露营')
    await g.staffSays('陈总', '群发复核 1人')
    await g.staffSays('小林', '客户群发 标签露营：周末露营')
    await g.staffSays('小林', '确认发送')
    g.staffGot('这条要发 1 位客户，得再有一位同事确认')
    await g.staffSays('阿强', '定时发送 明天 10:00')
    g.staffGot('这一步要管理员、经理或客服来操作')
    await g.staffSays('陈总', '确认发送')
    g.staffGot('这就发给 1 位客户')
    expect(g.lastWhisper('阿明')).toContain('周末露营')
    await g.staffSays('陈总', '群发复核 0人')
  })

  it('to customers wait for the morning when they go on at night', async () => {
    await g.advance('8d')
    await g.advance('13h')
    await g.staffSays('小林', '客户群发 标签露营：营地换到水库')
    await g.staffSays('小林', '确认发送')
    await g.staffSays('小林', '暂停群发')
    await g.staffSays('小林', '继续群发')
    g.staffGot(/接着发，还有 1 个/)
    expect(g.lastWhisper('阿明')).not.toContain('水库')
    await g.advance('11h')
    expect(g.lastWhisper('阿明')).toContain('水库')
  })

  it('count in the budget too when it is only later that an account may say them', async () => {
    await g.advance('8d')
    await g.staffSays('陈总', '群发额度 体验群 0')
    await g.staffSays('小林', '客户群发 标签露营：带上帐篷')
    await g.staffSays('小林', '定时发送 明天 12:00')
    await g.advance('1d')
    await g.advance('2h')
    await g.staffSays('陈总', '群发额度 体验群 500')
    await g.staffSays('佳佳', '联系预算 阿明')
    g.staffGot(/还剩 1 次/)
    await g.staffSays('小林', '补发')
    g.staffGot(/补发 1 个/)
    expect(g.lastWhisper('阿明')).toContain('帐篷')
    await g.staffSays('佳佳', '联系预算 阿明')
    g.staffGot(/还剩 0 次/)
  })
  it('take the whole name of a group for that group alone, and ask which one a part of it means', async () => {
    const ours = await g.read(async (db) => {
      const known = await db.findOneByOrFail(Group, { name: '追风车友群' })
      await db.insert(Group, { ...known, id: 'other', externalId: 'other', name: '追风车友群二手角' } as object)
      return known.id
    })
    await g.staffSays('小林', '客户群发 @追风车友群：周六见')
    const draft = await g.read((db) => db.findOneByOrFail(Broadcast, { state: 'draft' }))
    expect(draft.audience).toEqual({ groups: [ours] })
    await g.staffSays('小林', '群标签 @追风 +西区')
    g.staffGot('「追风」对得上好几个群：「追风车友群」和「追风车友群二手角」')
  })
})
