import { beforeAll, describe, expect, it } from '@jest/globals'
import { tellDigest, tellHealth } from '../../src/features/insight/index.js'
import { DAY, HOUR } from '../../src/kit/clock.js'
import { Incident, Inquiry, PollVote, RuleReplay, Sanction, Violation } from '../../src/store/index.js'
import type { CreateHarness } from '../channels/harness.js'
import { createQqHarness } from '../channels/qq-harness.js'
import { createSandboxHarness } from '../channels/sandbox-harness.js'
import { type OnChannel, onChannel } from '../kit/on-channel.js'
import { whatIsLeft } from '../kit/what-is-left.js'

const LOAN = '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低'
const WORK = '刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做'

const last = (texts: readonly string[]) => texts.at(-1)

/** A month in the life of a group, from the first newcomer to the report of its health. */
async function live(g: OnChannel) {
  const { alice, bob } = g.harness

  // A newcomer is greeted, and their card set when they agree.
  const newcomer = await g.joins('西瓜')
  expect(g.groupGot().join('\n')).toContain('三件小事')
  await g.says(newcomer, '大家好，昨天提的灰色')
  expect(last(g.groupGot())).toContain('不方便改就回「帮我改」')
  await g.says(newcomer, '好的，帮我改一下')
  expect(g.harness.cardOf(newcomer)).toBe('追风车主-西瓜')

  // The rules only watch, are rehearsed and looked through, and begin.
  await g.staffSays('群规 观察 7天')
  await g.says(bob, LOAN)
  expect(await g.read((db) => db.find(Violation))).toMatchObject([{ state: 'watched' }])
  await g.staffSays('群规 预演 30天')
  expect(g.staffGot().join('\n')).toMatch(/会处理 1 条[\s\S]*发广告：1 条/)
  await g.staffSays('预演 都对')
  await g.staffSays('群规 正式执行')

  // Each step is harder than the one before; the member asks why, appeals, and is right.
  await g.says(bob, WORK)
  expect(g.groupGot().join('\n')).toContain('推销类的就不发啦')
  expect(g.groupGot().join('\n')).not.toMatch(/刷单|兼职|周转/)
  await g.whispers(bob, '为什么撤回我的')
  expect(last(g.privateGot(bob))).toContain('按群规算发广告')
  g.clock.advance(2 * HOUR)
  await g.says(bob, LOAN)
  expect(g.harness.isMuted(bob)).toBe(true)
  await g.whispers(bob, '申诉 我发错群了')
  expect(g.staffGot().join('\n')).toMatch(/申诉[\s\S]*说法：我发错群了/)
  await g.staffSays('误判 3')
  expect(last(g.groupGot())).toContain('刚才是我看错了')
  expect(g.harness.isMuted(bob)).toBe(false)

  // A price goes to a private talk, what is known is answered, and the group is asked.
  await g.says(alice, '店里小保养现在多少钱？')
  expect(last(g.groupGot())).toContain('售后费用跟车型、里程和项目都有关')
  await g.staffSays('记住 问：店里几点开门 答：每天 8:30 到 18:00 都有人')
  await g.says(alice, '请问你们店里几点开门呀')
  expect(last(g.groupGot())).toContain('每天 8:30 到 18:00 都有人')
  await g.staffSays('投票 周日去哪？水库/古镇')
  await g.staffSays('确认发送')
  await g.says(alice, 'B')
  await g.staffSays('投票结果')
  expect(g.staffGot().join('\n')).toContain('B. 古镇：1')

  // Many on one grievance: marketing waits, nothing is taken back, and it ends with an answer.
  g.clock.advance(DAY)
  await g.says(alice, '车机升级完黑屏三次了，打了两遍电话都没人管，投诉到哪里')
  await g.says(bob, '我的车机升级完也是黑屏，说好给我回电话到现在没有')
  await g.says(newcomer, '车机黑屏我也是！升级以后就没好过，太坑了，必须给个说法')
  expect(g.staffGot().join('\n')).toMatch(/群情 #1：「追风车友群」里 3 位车友在说同一件事/)
  await g.staffSays('通知 周末店庆，到店有礼')
  await g.staffSays('确认发送')
  expect(g.staffGot().join('\n')).toContain('正有车友集中反映问题，这条先不往那边发')
  await g.staffSays('安抚 1')
  expect(last(g.groupGot())).toContain('正在核实，负责人会尽快给一个明确的答复')
  await g.staffSays('平息 1')

  // Every evening and every week the staff hear how the group is doing, and nobody else does.
  const heard = g.groupGot().length
  const { store, ids, say, dealer } = g.app.pipeline
  await tellDigest({ store, ids, say, dealer, now: g.clock.now() })
  await g.settle()
  expect(g.staffGot().join('\n')).toMatch(/今天的「追风车友群」：3 条消息[\s\S]*不满意的 3 位/)
  await tellHealth({ store, ids, say, dealer, now: g.clock.now() })
  await g.settle()
  expect(g.staffGot().join('\n')).toMatch(/「追风车友群」偏冷清[\s\S]*下一步：/)
  expect(g.groupGot()).toHaveLength(heard)
  return new Map([
    [newcomer, '西瓜'],
    [alice, '爱丽'],
    [bob, '小波'],
    [g.harness.owner, '老郑'],
  ])
}

/** All that was decided, done and said, with names in place of the platform's ids. */
async function rowsOf(g: OnChannel, names: ReadonlyMap<string, string>) {
  const order = { id: 'ASC' } as const
  return g.read(async (db) => {
    const { members, who, named, audit, outbox } = await whatIsLeft(db, names)
    return {
      members: members.map(({ id, card, cardOk, cardReminders, reportedAt }) => [
        ...[who.get(id), card, cardOk, cardReminders, reportedAt],
      ]),
      violations: (await db.find(Violation, { order })).map(
        ({ memberId, code, rule, quote, score, at, state, appeal }) => [
          ...[who.get(memberId), code, rule, quote, score, at, state, appeal],
        ],
      ),
      sanctions: (await db.find(Sanction, { order })).map(({ type, seconds, at, undoneAt }) => [
        type,
        seconds,
        at,
        undoneAt,
      ]),
      replays: (await db.find(RuleReplay, { order })).map(({ messages, hits }) => [
        messages,
        hits.map(({ rule, quote, right }) => [rule, quote, right]),
      ]),
      inquiries: (await db.find(Inquiry, { order })).map(({ memberId, topic, quote, state }) => [
        ...[who.get(memberId), topic, quote, state],
      ]),
      votes: (await db.find(PollVote, { order })).map(({ memberId, option }) => [who.get(memberId), option]),
      incidents: (await db.find(Incident, { order })).map(({ state, timeline }) => [
        ...[state, timeline.map(({ account, quote, at }) => [named(account), quote, at])],
      ]),
      audit,
      outbox,
    }
  })
}

async function liveOn(createHarness: CreateHarness) {
  const g = await onChannel(createHarness)
  try {
    return await rowsOf(g, await live(g))
  } finally {
    await g.close()
  }
}

describe('the life of a group', () => {
  let sandbox: Awaited<ReturnType<typeof liveOn>>
  beforeAll(async () => {
    sandbox = await liveOn(createSandboxHarness)
  })

  it('goes on in the sandbox', () => {
    expect(sandbox.violations.map(([who, , rule, , , , state]) => [who, rule, state])).toEqual([
      ['小波', 'ad', 'watched'],
      ['小波', 'ad', 'standing'],
      ['小波', 'ad', 'undone'],
      ['爱丽', 'service_price', 'standing'],
    ])
    expect(sandbox.incidents).toMatchObject([['closed', { length: 3 }]])
    expect(sandbox.votes).toEqual([['爱丽', 1]])
  })

  it('is the same on QQ, over a real socket, row by row', async () => {
    const qq = await liveOn((sink, clock) => createQqHarness({ transport: 'forward', dialect: 'napcat' }, sink, clock))
    expect(qq).toEqual(sandbox)
  })
})
