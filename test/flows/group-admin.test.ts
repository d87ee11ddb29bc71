import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ACCESS } from '../../src/console/routes/staff/index.js'
import { may } from '../../src/features/permissions.js'
import {
  ChannelAccount,
  Group,
  Incident,
  Lead,
  Poll,
  RuleReplay,
  StaffAccount,
  StaffPromise,
  Violation,
} from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { type StaffApi, staffApi } from '../kit/staff-api.js'

const AD = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'
const OUTINGS = { 追风车友群: '云溪谷自驾', 二群: '水库烧烤' }

/** What belongs to a group, and what of an answer tells which. */
const OF_GROUPS: Record<string, (item: { group?: { name: string } | null; name?: string }) => string | undefined> = {
  'GET /groups': ({ name }) => name,
  'GET /violations': ({ group }) => group?.name,
  'GET /sanctions': ({ group }) => group?.name,
  'GET /inquiries': ({ group }) => group?.name,
  'GET /promises': ({ group }) => group?.name,
  'GET /join-requests': ({ group }) => group?.name,
  'GET /incidents': ({ group }) => group?.name,
  'GET /polls': ({ group }) => group?.name,
  'GET /activities': ({ group }) => group?.name,
}
/** These belong to one group by their address. */
const AT_GROUP = ['GET /groups/:id/health', 'GET /groups/:id/digest']
/** These are about one activity: the first is in the other group. */
const AT_ACTIVITY = ['GET /activities/:code/roster', 'GET /activities/:code/roster.xlsx']
/** What belongs to the whole store. */
const OF_STORE = ['GET /knowledge']

describe('a group_admin of one group', () => {
  let g: TestGroup
  let api: StaffApi
  let asked: Record<'小林' | '老吴', Awaited<ReturnType<StaffApi['logIn']>>>
  let first: Group
  let second: Group

  beforeAll(async () => {
    g = await group({
      members: ['追风车主-老周'],
      staff: { 小林: 'admin', 佳佳: 'sales', 老吴: 'group_admin' },
    })
    api = await staffApi(g)
    await hear('小满', { type: 'message', text: '大家好' }, 'two')
    ;[first, second] = await g.read(async (db) => [
      await db.findOneByOrFail(Group, { externalId: 'owners' }),
      await db.findOneByOrFail(Group, { externalId: 'two' }),
    ])
    await g.read((db) => db.update(Group, { id: second.id }, { settings: {} }))
    await g.read((db) => db.update(StaffAccount, { name: '老吴' }, { groups: [second.id] }))
    await g.says('老周', '我的手册放哪里了')
    for (const room of ['owners', 'two']) {
      const who = (name: string) => `${name}-${room}`
      await hear(who('阿伟'), { type: 'message', text: AD }, room)
      await hear(who('桃子'), { type: 'message', text: '请问保养多久做一次？' }, room)
      await hear(who('石头'), { type: 'message', text: '开六年了，想换台七座的，旧车店里能抵多少？' }, room)
      await hear(who('门外'), { type: 'joinRequest', request: who('r'), answer: '我是车主' }, room)
      g.world.addPerson({ id: who('石头'), nickname: who('石头') })
      await g.whispers(who('石头'), '登记')
    }
    await g.read(async (db) => {
      const staff = await db.findOneByOrFail(StaffAccount, { name: '佳佳' })
      const { messageId } = await db.findOneByOrFail(Violation, { groupId: first.id })
      const now = g.clock.now()
      for (const [n, { id: groupId, name }] of [first, second].entries()) {
        const base = { id: `made-${n}`, code: 90 + n, groupId }
        const times = { state: 'open' as const, closedAt: null }
        await db.insert(Incident, { ...base, ...times, timeline: [], openedAt: now, closedBy: null })
        const promise = { staffId: staff.id, memberId: null, messageId, quote: '明天报价', madeAt: now, dueAt: now }
        await db.insert(StaffPromise, { ...base, ...times, ...promise })
        const asked = { kind: 'poll' as const, question: `去哪里 ${name}`, options: ['水库', '古镇'] }
        await db.insert(Poll, { ...base, ...asked, openedAt: now, closesAt: now + 1, state: 'open' })
      }
    })
    for (const [name, title] of Object.entries(OUTINGS)) {
      await g.staffSays('小林', `发起活动 @${name} 9月18日${title}，上午九点集合`)
      await g.staffSays('小林', '发布')
    }
    asked = { 小林: await api.logIn('小林'), 老吴: await api.logIn('老吴') }
  })
  afterAll(async () => {
    await api.close()
    await g.close()
  })

  let count = 0
  async function hear(id: string, said: object, room: string) {
    const name = room === 'two' ? '二群' : '追风车友群'
    const where = { id: room, kind: 'group' as const, name }
    const event = { id: `heard-${++count}`, at: g.clock.now(), room: where, sender: { id, nickname: id }, ...said }
    await g.app.intake.receive(g.account.id, event as never)
    await g.settle()
  }

  const says = async (name: string, text: string) => {
    const before = g.staffSaid().length
    await g.staffSays(name, text)
    return g.staffSaid().slice(before).join('\n')
  }

  it('is thought of in every route that the role may read', () => {
    const readable = Object.entries(ACCESS).flatMap(([route, needed]) =>
      route.startsWith('GET') && needed !== 'staff' && may({ role: 'group_admin' }, needed) ? [route] : [],
    )
    expect([...Object.keys(OF_GROUPS), ...AT_GROUP, ...AT_ACTIVITY, ...OF_STORE].sort()).toEqual(readable.sort())
  })

  it.each(Object.keys(OF_GROUPS))('sees only that group in %s', async (route) => {
    const path = route.split(' ')[1] ?? ''
    const groupsIn = async (name: '小林' | '老吴', query = '') => {
      const { items } = await asked[name].reads(`${path}${query}`)
      return [...new Set(items.map(OF_GROUPS[route]))].sort()
    }
    expect(await groupsIn('小林')).toEqual(['二群', '追风车友群'].sort())
    expect(await groupsIn('老吴')).toEqual(['二群'])
    if (path !== '/groups') expect(await groupsIn('老吴', `?group=${first.id}`)).toEqual([])
  })

  it.each(AT_GROUP)('finds no other group by %s', async (route) => {
    const wu = asked.老吴
    const at = (id: string) => `/staff${route.split(' ')[1]?.replace(':id', id)}`
    expect((await wu.ask('GET', at(second.id))).status).toBe(200)
    expect(await wu.ask('GET', at(first.id))).toMatchObject({ status: 404, body: { code: 'unknown_group' } })
  })

  it.each(AT_ACTIVITY)('finds no activity of another group by %s', async (route) => {
    const at = (code: number) => `${route.split(' ')[1]?.replace(':code', String(code))}`
    const refused = { status: 404, body: { code: 'unknown_activity' } }
    expect(await asked.老吴.ask('GET', `/staff${at(1)}`)).toMatchObject(refused)
    expect((await asked.小林.ask('GET', `/staff${at(1)}`.replace('.xlsx', ''))).status).toBe(200)
    expect((await asked.老吴.ask('GET', `/staff${at(2)}`.replace('.xlsx', ''))).status).toBe(200)
  })

  it('reads and decides by commands in that group only', async () => {
    for (const ask of ['活动名单', '活动计划']) {
      expect(await says('小林', ask)).toContain('云溪谷')
      const told = await says('老吴', ask)
      expect(told).toContain('水库烧烤')
      expect(told).not.toContain('云溪谷')
    }
    expect(await says('老吴', '活动 1')).toContain('没有活动 1')
    for (const ask of ['签到 1', '复盘 1', '活动总结 1', '发总结 1', '抽奖 1 头奖 1', '开奖 1'])
      expect(await says('老吴', ask)).toContain('没有活动 1')
    expect(await says('老吴', '复盘 2')).toContain('水库烧烤')
    expect(await says('老吴', '活动 2')).toContain('水库烧烤')
    expect(await says('老吴', '投票结果')).toContain('去哪里 二群')
    expect(await says('老吴', '结束投票 90')).toContain('没找到')
    expect(await g.read((db) => db.countBy(Poll, { state: 'open' }))).toBe(2)
    expect(await says('小林', '登记进度')).toMatch(/石头-owners[\s\S]*石头-two|石头-two[\s\S]*石头-owners/)
    const progress = await says('老吴', '登记进度')
    expect(progress).toContain('石头-two')
    expect(progress).not.toContain('石头-owners')
    for (const ask of ['摘要', '群况', '沉默名单', '群规']) expect(await says('老吴', ask)).not.toContain('追风车友群')

    // An imported history is of no group, whatever it is called.
    await g.read(async (db) => {
      await db.insert(ChannelAccount, { id: 'past', channel: 'history', account: 'import' })
      await db.insert(Group, { ...second, id: 'past', accountId: 'past', externalId: second.name })
    })
    expect(await says('老吴', `群规 预演 导入 ${second.name}`)).toContain('导入的记录是全店的')
    expect(await says('小林', `群规 预演 导入 ${second.name} @${second.name}`)).toContain('我拿导入的')
    // A rehearsal over the store's past is not for whoever has one group only.
    await g.read((db) =>
      db.insert(RuleReplay, {
        ...{ id: 'r', groupId: first.id, importedId: 'past', at: g.clock.now(), days: 1, messages: 1, misses: [] },
        hits: [{ messageId: 'm', at: 0, name: '车友', rule: 'ad', quote: '加微信 abc', score: 1, right: null }],
      }),
    )
    expect(await says('小林', '预演 第1页')).toContain('加微信 abc')
    expect(await says('老吴', '预演 第1页')).not.toContain('加微信 abc')

    const [lead] = await g.read((db) => db.find(Lead, { where: { groupId: first.id } }))
    expect(await says('老吴', `接 ${lead?.code}`)).toContain('没找到')
    expect(await says('老吴', `不是线索 ${lead?.code}`)).toContain('没找到')
    for (const ask of ['跟进 N 聊过了', '改级 N H', '成交 N', '稍后 N', '到店 N', '转 N 佳佳'])
      expect(await says('老吴', ask.replace('N', String(lead?.code)))).toContain('没找到')
    expect(await says('老吴', '漏判 广告 「手册放哪」')).toContain('没找到')
    expect(await g.read((db) => db.countBy(Lead, { state: 'new' }))).toBe(2)
  })
})
