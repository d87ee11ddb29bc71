import { beforeAll, describe, expect, it } from '@jest/globals'
import { tickActivities } from '../../src/features/activities/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { Activity, Arrival, Inquiry, Rsvp } from '../../src/store/index.js'
import type { CreateHarness } from '../channels/harness.js'
import { createQqHarness } from '../channels/qq-harness.js'
import { createSandboxHarness } from '../channels/sandbox-harness.js'
import { type OnChannel, onChannel } from '../kit/on-channel.js'
import { whatIsLeft } from '../kit/what-is-left.js'

const vault = createVault(Buffer.alloc(32, 7))
const NEWCOMERS = ['老周', '大壮', '桃子', '小满', '阿伟', '冬瓜', '佩佩', '老牛', '豆豆', '海哥']
/** In Shanghai. */
const at = (day: number, hour: number) => Date.UTC(2026, 8, day, hour - 8)
const last = (texts: readonly string[]) => texts.at(-1)

/** The half-hourly look at the plans. */
async function tickAt(g: OnChannel, day: number, hour: number) {
  g.clock.set(at(day, hour))
  const { store, ids, say, dealer } = g.app.pipeline
  await tickActivities({ store, ids, say, dealer, vault, now: g.clock.now() })
  await g.settle()
}

/** An outing from its plan to its review, with twelve who sign up, change their minds and come. */
async function goOut(g: OnChannel) {
  const who: Record<string, string> = { 爱丽: g.harness.alice, 小波: g.harness.bob }
  for (const name of NEWCOMERS) who[name] = await g.joins(name)
  const says = (name: string, text: string) => g.says(who[name] as string, text)
  const whispers = (name: string, text: string) => g.whispers(who[name] as string, text)
  const privateTo = (name: string) => g.privateGot(who[name] as string)

  // Planned and approved, it is announced by itself a week before.
  await g.staffSays('发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额20台车，9月17日18:00截止')
  await g.staffSays('活动 1 上限 20人 8辆车')
  await g.staffSays('活动 1 地点 展厅')
  await g.staffSays('活动 1 提醒 4天 1天')
  await g.staffSays('活动 1 预算 3000')
  await g.staffSays('批准 1')
  const announced = () => [...g.groupGot(), ...g.harness.notices()].join('\n')
  expect(announced()).not.toContain('云溪谷')
  await tickAt(g, 12, 9)
  expect(announced()).toMatch(/云溪谷自驾一日游[\s\S]*以这里为准[\s\S]*地点：展厅\n名额：8 台车/)

  // Twelve sign up in words of their own, and some change them.
  await says('老周', '报名 2大1小')
  await says('大壮', '+1')
  await says('桃子', '算我俩')
  await says('小满', '云溪谷我家三口都去，报名')
  await says('阿伟', '自驾活动我看情况，周六不一定有空')
  await says('冬瓜', '报名，带个朋友')
  await says('佩佩', '报名 1大1小')
  await says('老牛', '报名 2大')
  await says('豆豆', '报名 1大')
  await says('海哥', '报名 2大')
  expect(last(g.groupGot())).toContain('给您排上候补')
  await says('爱丽', '报名 1大')
  await says('小波', '报名 3大')
  await says('桃子', '改成4个')
  await says('大壮', '不好意思，那天加班，去不了了')
  expect(g.groupGot().join('\n')).toMatch(/海哥 好消息[\s\S]*前回「确认」/)
  await says('海哥', '确认')
  await says('老牛', '有事，取消报名')
  await says('爱丽', '确认')
  await g.staffSays('活动 1 没回')
  expect(last(g.staffGot())).toMatch(/看情况的（1）：阿伟/)
  // Whoever is undecided asked nothing.
  expect(await g.read((db) => db.count(Inquiry))).toBe(0)

  // Who comes, who waits and who is undecided hear different words; after the deadline nobody is asked to decide.
  await tickAt(g, 15, 9)
  expect(last(g.groupGot())).toMatch(/快到啦[\s\S]*@海哥[\s\S]*候补[\s\S]*@小波[\s\S]*还没定[\s\S]*@阿伟/)
  await tickAt(g, 18, 9)
  await says('阿伟', '报名 1大')
  expect(last(g.groupGot())).toContain('截止')

  // At the door: by name, by the code that was told in private, somebody extra, and one who stays away.
  g.clock.set(at(19, 8))
  await whispers('小满', '签到码')
  const code = /签到码 (\d{4})/.exec(privateTo('小满').join('\n'))?.[1]
  for (const words of ['老周', '桃子 3大', code, '冬瓜', '佩佩', '豆豆', '海哥', '散客 王先生 2人'])
    await g.staffSays(`签到 1 ${words}`)
  expect(last(g.staffGot())).toContain('签到 ✅')
  await g.staffSays('签到 1')
  expect(last(g.staffGot())).toMatch(/到了 8 家[\s\S]*还没到的（1）：\S*爱丽/)

  // Afterwards those who came are asked, and the manager gets the review.
  await tickAt(g, 20, 10)
  await whispers('小满', '5 孩子很开心')
  await whispers('桃子', '2分，等太久了')
  await g.staffSays('活动 1 花费 2600')
  await g.staffSays('活动 1 结果 试驾 2 成交 1')
  await tickAt(g, 22, 10)
  expect(g.privateGot(g.harness.owner).join('\n')).toMatch(/复盘[\s\S]*亮点 1：[\s\S]*要改的：/)
  await g.staffSays('活动效果')
  expect(last(g.staffGot())).toContain('每台 2600 元')
  return new Map([...Object.entries(who).map(([name, id]) => [id, name] as const), [g.harness.owner, '老郑']])
}

/** All that was decided, done and said, with names in place of the platform's ids. */
async function rowsOf(g: OnChannel, names: ReadonlyMap<string, string>) {
  const order = { id: 'ASC' } as const
  return g.read(async (db) => {
    const { who, audit, outbox } = await whatIsLeft(db, names)
    const [activity] = await db.find(Activity)
    return {
      activity: [activity?.state, activity?.plan],
      rsvps: (await db.find(Rsvp, { order })).map(
        ({ memberId, adults, children, state, signedAt, absentAt, score, comment }) => [
          ...[who.get(memberId), adults, children, state, signedAt, absentAt, score, comment],
        ],
      ),
      arrivals: (await db.find(Arrival, { order })).map(({ name, adults, children, by, at }) => [
        ...[name, adults, children, by, at],
      ]),
      audit,
      outbox,
    }
  })
}

async function goOutOn(createHarness: CreateHarness) {
  const g = await onChannel(createHarness)
  try {
    return await rowsOf(g, await goOut(g))
  } finally {
    await g.close()
  }
}

describe('an outing of twelve', () => {
  let sandbox: Awaited<ReturnType<typeof goOutOn>>
  beforeAll(async () => {
    sandbox = await goOutOn(createSandboxHarness)
  })

  it('is planned, announced, filled, changed, held and reviewed in the sandbox', () => {
    expect(
      sandbox.rsvps.map(([who, adults, children, state, , , score]) => [who, adults, children, state, score]),
    ).toEqual([
      ['老周', 2, 1, 'signed', null],
      ['大壮', 1, 0, 'cancelled', null],
      ['桃子', 4, 0, 'signed', 2],
      ['小满', 2, 1, 'signed', 5],
      ['阿伟', 0, 0, 'undecided', null],
      ['冬瓜', 2, 0, 'signed', null],
      ['佩佩', 1, 1, 'signed', null],
      ['老牛', 2, 0, 'cancelled', null],
      ['豆豆', 1, 0, 'signed', null],
      ['海哥', 2, 0, 'signed', null],
      ['爱丽', 1, 0, 'signed', null],
      ['小波', 3, 0, 'waiting', null],
    ])
    expect(sandbox.rsvps.filter(([, , , , , absentAt]) => absentAt).map(([who]) => who)).toEqual(['爱丽'])
    expect(sandbox.arrivals.map(([, adults, children]) => [adults, children])).toEqual([
      ...[
        [2, 1],
        [3, 0],
        [2, 1],
        [2, 0],
        [1, 1],
        [1, 0],
        [2, 0],
        [2, 0],
      ],
    ])
  })

  it('is the same on QQ, over a real socket, row by row', async () => {
    const qq = await goOutOn((sink, clock) => createQqHarness({ transport: 'forward', dialect: 'napcat' }, sink, clock))
    expect(qq).toEqual(sandbox)
  })
})
