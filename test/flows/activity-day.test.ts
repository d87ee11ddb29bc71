import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readSheet } from 'read-excel-file/node'
import { Like } from 'typeorm'
import { tickActivities } from '../../src/features/activities/index.js'
import { sheetOf } from '../../src/features/spreadsheets/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { Activity, Arrival, Message, PointEntry, Rsvp } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { staffApi } from '../kit/staff-api.js'

const vault = createVault(Buffer.alloc(32, 7))
const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-小满']
/** In Shanghai. */
const at = (month: number, day: number, hour: number) => Date.UTC(2026, month - 1, day, hour - 8)

describe('the day of an activity', () => {
  let g: TestGroup
  beforeAll(async () => {
    g = await group({
      members: CARS,
      staff: { 小林: 'admin', 朵朵: 'service', 佳佳: 'sales' },
      startAt: at(9, 1, 10),
      publicUrl: 'http://localhost',
    })
  })
  afterAll(() => g.close())
  const last = () => g.staffSaid().at(-1)
  const tickAt = async (month: number, day: number, hour: number) => {
    g.clock.set(at(month, day, hour))
    const { ids, say, dealer } = g.app.pipeline
    await tickActivities({ store: g.store, ids, say, dealer, vault, now: g.clock.now() })
    await g.settle()
  }

  it('is drafted by sales, filled in by who drafted it, and announced by who may', async () => {
    await g.staffSays('佳佳', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额9台车，9月17日18:00截止')
    g.staffGot(/佳佳 交来一个活动草稿[\s\S]*云溪谷自驾一日游/)
    await g.staffSays('佳佳', '活动 1 地点 云溪谷东门')
    expect(last()).toContain('地点：云溪谷东门')
    await g.staffSays('佳佳', '发布 1')
    expect(last()).toContain('这一步要管理员')
    await g.staffSays('佳佳', '活动 1 问题 有什么忌口/车牌')
    await g.presses('朵朵', '发布', 'staff')
    expect(last()).toContain('发出去了')
    g.groupGot('云溪谷自驾一日游')
    await g.staffSays('佳佳', '活动 1 地点 别处')
    expect(last()).toContain('这一步要管理员')
    for (const [name, words] of [
      ['老周', '报名 2大1小'],
      ['大壮', '报名 1大'],
      ['桃子', '报名 2大'],
    ] as const)
      await g.says(name, words)
    await g.says('小满', '大家早')
  })

  it('asks in private what the owner wants to know, keeps it sealed, and tells the code of the seat', async () => {
    g.privateGot('老周', /位子了，签到码 \d{4}[\s\S]*有什么忌口？/)
    await g.whispers('老周', '孩子不吃辣')
    expect(g.lastWhisper('老周')).toBe('记下了。车牌？（不想说回「跳过」）')
    await g.whispers('老周', '沪A12345')
    expect(g.lastWhisper('老周')).toContain('都记下了')
    await g.whispers('大壮', '跳过')
    await g.whispers('老周', '签到码')
    expect(g.lastWhisper('老周')).toMatch(/云溪谷自驾一日游：签到码 \d{4}/)
    await g.whispers('小满', '签到码')
    expect(g.lastWhisper('小满')).toContain('目前没有报上的活动')
    const rsvps = await g.read((db) => db.find(Rsvp, { relations: { member: true }, order: { id: 'ASC' } }))
    const told = rsvps.map(({ member, answers, asking }) => [member?.nickname, Object.keys(answers ?? {}), asking])
    expect(told).toEqual([
      ['老周', ['有什么忌口', '车牌'], null],
      ['大壮', ['有什么忌口'], '车牌'],
      ['桃子', [], '有什么忌口'],
    ])
    expect(JSON.stringify(rsvps)).not.toContain('不吃辣')
    expect(await g.read((db) => db.countBy(Message, { text: Like('%不吃辣%') }))).toBe(0)
  })

  it('lets people in at the door by code or name, with and without a sign-up, and nobody twice', async () => {
    g.clock.set(at(9, 19, 8))
    await g.staffSays('佳佳', '签到 1')
    expect(last()).toMatch(/到了 0 家（0大），报名 3 家[\s\S]*还没到的（3）：追风车主-老周 \d{4}/)
    g.privateGot('佳佳', /签到页[\s\S]*http:\/\/localhost\/door\//)
    const code = /追风车主-老周 (\d{4})/.exec(last() ?? '')?.[1] ?? ''
    await g.staffSays('佳佳', `签到 1 ${code}`)
    expect(last()).toBe('签到 ✅ 追风车主-老周 2大1小（1/3 家）')
    await g.staffSays('朵朵', '签到 1 老周 3大')
    expect(last()).toBe('追风车主-老周 已经签过到了（佳佳 签的，2大1小）。')
    await g.staffSays('朵朵', '签到 1 桃子 3人')
    await g.staffSays('朵朵', '签到 1 小满')
    expect(last()).toContain('签到 ✅ 追风车主-小满 1大，没报名也欢迎')
    await g.staffSays('朵朵', '签到 1 散客 王先生 2人')
    await g.staffSays('朵朵', '签到 1 没有这个人')
    expect(last()).toContain('没认出「没有这个人」')
    await g.staffSays('朵朵', '撤销签到 1 小满')
    await g.staffSays('朵朵', '签到 1')
    expect(last()).toMatch(/到了 3 家（7大1小），报名 3 家，其中没报名就来的 1 家\n还没到的（1）：追风车主-大壮/)
    const arrivals = await g.read((db) => db.find(Arrival, { order: { id: 'ASC' } }))
    expect(arrivals.map(({ name, adults, children, by, undoneAt }) => [name, adults, children, by, !undoneAt])).toEqual(
      [
        ['', 2, 1, '佳佳', true],
        ['', 3, 0, '朵朵', true],
        ['', 1, 0, '朵朵', false],
        ['王先生', 2, 0, '朵朵', true],
      ],
    )
  })

  it('hands the list of names to the staff API, also as a spreadsheet that opens', async () => {
    const api = await staffApi(g)
    const colleague = await api.logIn('佳佳')
    const { items } = await colleague.reads('/activities')
    expect(items).toMatchObject([{ code: 1, state: 'open', owner: '佳佳', group: { name: '追风车友群' } }])
    const { rows } = await colleague.reads('/activities/1/roster')
    expect(rows.map((row: string[]) => row.slice(0, 4))).toEqual([
      ['名字', '大人', '小孩', '报名'],
      ['追风车主-老周', '2', '1', '已报'],
      ['追风车主-大壮', '1', '0', '已报'],
      ['追风车主-桃子', '3', '0', '已报'],
      ['王先生', '2', '0', '没报名'],
    ])
    expect(rows[1].slice(6)).toEqual(['孩子不吃辣', '沪A12345'])
    expect((await colleague.ask('GET', '/staff/activities/99/roster')).status).toBe(404)
    await api.close()
    expect(await readSheet(await sheetOf(rows).toBuffer())).toEqual(
      rows.map((row: string[]) => row.map((cell) => cell || null)),
    )
  })

  it('draws a lottery among those who are in, and anybody can check it', async () => {
    await g.staffSays('朵朵', '抽奖 1 头奖 1 二等奖 1')
    const [, commitment] = /指纹[\s\S]*\n([0-9a-f]{64})/.exec(g.groupSaid().at(-1) ?? '') ?? []
    await g.staffSays('朵朵', '抽奖 1 再来 1')
    expect(last()).toContain('还有一轮没开')
    await g.staffSays('朵朵', '开奖 1')
    const told = g.groupSaid().at(-1) ?? ''
    const [, seed = '', list = ''] = /种子：(\S+)\n参加的签到码：([\d ]+)/.exec(told) ?? []
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(sha256(seed)).toBe(commitment)
    const codes = list
      .trim()
      .split(' ')
      .sort((a, b) => (sha256(`${seed}:${a}`) < sha256(`${seed}:${b}`) ? -1 : 1))
    expect(codes).toHaveLength(2)
    expect(told).toMatch(new RegExp(`头奖：.*（${codes[0]}）\n二等奖：.*（${codes[1]}）`))
    await g.staffSays('佳佳', '开奖 1')
    expect(last()).toContain('这一步要管理员')
  })

  it('pays points to who came, and marks who had a seat and did not come', async () => {
    await tickAt(9, 20, 10)
    const absent = await g.read((db) => db.find(Rsvp, { where: {}, relations: { member: true } }))
    expect(absent.filter(({ absentAt }) => absentAt).map(({ member }) => member?.card)).toEqual(['追风车主-大壮'])
    g.privateGot('佳佳', /昨天的云溪谷自驾一日游辛苦了[\s\S]*来了 3 家（7大1小）[\s\S]*报了没来 1 家/)
    const [activity] = await g.read((db) => db.find(Activity))
    expect(activity?.plan.counted).toEqual({ visits: 3 })
    await g.staffSays('小林', '积分 老周')
    expect(last()).toContain('参加活动')
    expect(await g.read((db) => db.countBy(PointEntry, {}))).toBeGreaterThan(0)
  })

  it('asks those who came how it was, and nobody else', async () => {
    g.privateGot('老周', '云溪谷自驾一日游玩得怎么样？')
    expect(g.privateSaid('大壮').join()).not.toContain('玩得怎么样')
    await g.whispers('老周', '5 孩子很开心')
    expect(g.lastWhisper('老周')).toContain('谢谢您')
    await g.whispers('桃子', '2分，等太久了')
    expect(g.lastWhisper('桃子')).toContain('谢谢您直说')
    await g.whispers('大壮', '5')
    const scores = await g.read((db) => db.find(Rsvp, { order: { id: 'ASC' } }))
    expect(scores.map(({ score, comment }) => [score, comment])).toEqual([
      [5, '孩子很开心'],
      [null, null],
      [2, '等太久了'],
    ])
  })

  it('ends with a summary that a person approves, and a review for the manager', async () => {
    await g.staffSays('朵朵', '活动 1 照片 https://example.com/album')
    await g.staffSays('朵朵', '活动总结 1')
    expect(last()).toMatch(/圆满结束，来了 3 家（7大1小）[\s\S]*https:\/\/example.com\/album/)
    const before = g.groupSaid().length
    await g.presses('朵朵', '发总结', 'staff')
    expect(g.groupSaid()).toHaveLength(before + 1)
    g.groupGot('圆满结束')
    await tickAt(9, 22, 10)
    g.privateGot('佳佳', /复盘[\s\S]*亮点 1：[\s\S]*要改的：[\s\S]*车友说：「孩子很开心」/)
  })

  it('is told what those who came bought afterwards', async () => {
    await g.says('老周', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    await g.staffSays('佳佳', '接 1')
    await g.staffSays('佳佳', '成交 1')
    await g.staffSays('朵朵', '活动效果')
    expect(last()).toMatch(/接待 3[\s\S]*来过的人 30\/60\/90 天内成交：1\/1\/1 台（天数还没满）/)
  })
})
