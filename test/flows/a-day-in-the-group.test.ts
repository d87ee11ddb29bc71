import { afterEach, describe, expect, it } from '@jest/globals'
import { In } from 'typeorm'
import { createRsvpForm } from '../../src/features/activities/index.js'
import { signLink } from '../../src/features/activities/links.js'
import { createVault } from '../../src/kit/crypto.js'
import {
  Activity,
  ChannelAccount,
  Inquiry,
  Lead,
  LeadEvent,
  Member,
  Rsvp,
  Sanction,
  Violation,
} from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { group, type TestGroup } from '../kit/group.js'

const vault = createVault(Buffer.alloc(32, 7))
const CARS = ['追风车主-老周', '追风车主-大壮', '追风车主-桃子', '追风车主-小满', '追风车主-阿伟']

/** These people send the form behind their link at the same moment, while somebody speaks in the group. */
async function raceForSeats({ app, store, clock, read }: TestGroup, names: string[], meanwhile: Promise<unknown>) {
  const form = createRsvpForm({ ...app.pipeline, store, vault, clock, onSent: () => undefined })
  const { say, dealer } = app.pipeline
  const { id: activityId } = await read((db) => db.findOneByOrFail(Activity, {}))
  const members = await read((db) => db.findBy(Member, { externalId: In(names), group: { kind: 'owners' } }))
  const sent = { choice: { adults: 1, children: 0 }, answers: [], consent: null }
  const tokens = members.map(({ id }) => signLink('seat', { activityId, who: id }, clock.now() + 1, vault))
  const taken = await Promise.all(tokens.map((token) => form.send(token, sent, { say, dealer })))
  expect(taken.map((each) => each !== null)).toEqual(names.map(() => true))
  await meanwhile
}

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('a day in the group, on %s', (engine) => {
  let g: TestGroup
  afterEach(() => g.close())

  it('greets a newcomer, looks at the name card when they report in, and thanks them when it is right', async () => {
    g = await group({ members: CARS, engine })
    await g.joins('冬瓜', '追风车主')
    g.groupGot('欢迎 @追风车主 进群')
    await g.says('冬瓜', '大家好，X3，昨天提的灰色，以后多多指教')
    g.groupGot('后面还差个昵称，比如「追风车主-冬瓜」')
    await g.renames('冬瓜', '追风车主-冬瓜')
    g.groupGot('名片改好啦')
    const [member] = await g.read((db) => db.findBy(Member, { externalId: '冬瓜' }))
    expect(member).toMatchObject({ card: '追风车主-冬瓜', cardOk: false })
  })

  it('tells the staff who asks to come in, and counts nobody who is not inside', async () => {
    g = await group({ members: CARS, engine })
    const room = { id: 'owners', kind: 'group' as const, name: '追风车友群' }
    const sender = { id: '88001', nickname: '小许' }
    const [account] = await g.read((db) => db.find(ChannelAccount))
    const asks = { type: 'joinRequest' as const, id: 'ask-1', room, sender, request: 'flag', answer: 'X5车主，刚提车' }
    await g.app.intake.receive(account?.id ?? '', { ...asks, at: g.clock.now() })
    await g.settle()
    g.staffGot(/小许 想进「追风车友群」，验证信息：X5车主，刚提车/)
    // After a restart of the bot the platform lists it again, and nobody knows since when it has been there.
    await g.advance('1h')
    await g.app.intake.receive(account?.id ?? '', { ...asks, at: g.clock.now() })
    await g.settle()
    expect(g.staffSaid().filter((text) => text.includes('小许'))).toHaveLength(1)
    expect(await g.read((db) => db.findOneBy(Member, { externalId: '88001' }))).toMatchObject({
      leftAt: expect.any(Number),
      messages: 0,
    })
  })

  it('recalls an advert, warns, then mutes, then removes; staff can undo', async () => {
    g = await group({ members: CARS, engine })
    const ad = await g.says('阿伟', '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低')
    expect(g.world.findPost(ad.id)?.recalled).toBeTruthy()
    g.groupGot('推销类的就不发啦')
    expect(g.groupSaid().join()).not.toContain('车抵贷')
    g.staffGot(/已处理 #1：追风车主-阿伟[\s\S]*回「误判 1」/)
    await g.advance('1m')
    await g.says('阿伟', '刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做')
    g.groupGot('先歇 1 小时')
    expect(() => g.world.post('owners', '阿伟', '在吗')).toThrow()
    await g.staffSays('小林', '误判 2')
    g.staffGot('#2 已撤销')
    g.groupGot('刚才是我看错了')
    expect(() => g.world.post('owners', '阿伟', '在吗')).not.toThrow()
    await g.settle()
    await g.says('阿伟', '高价回收二手车，加V信 cheshou88 上门看车现款结算')
    await g.advance('2h')
    await g.says('阿伟', '信用卡代还套现，低手续费，加微信 daihuan66')
    const rungs = await g.read((db) => db.find(Sanction, { order: { id: 'ASC' } }))
    expect(rungs.map((each) => each.type).filter((type) => type !== 'recall')).toEqual([
      'warn',
      'mute',
      'mute',
      'remove',
    ])
    expect(g.world.isMember('owners', '阿伟')).toBe(false)
    expect(await g.read((db) => db.countBy(Violation, { state: 'undone', undoneBy: '小林' }))).toBe(1)
  })

  it('moves service prices to a private chat, without a strike', async () => {
    g = await group({ members: CARS, engine })
    const asked = await g.says('小满', '三万公里保养店里给我报了1180，这价正常吗')
    g.groupGot('我请售后顾问私聊您')
    g.staffGot(/谈售后价格/)
    expect(g.world.findPost(asked.id)?.recalled).toBeFalsy()
    expect(await g.read((db) => db.find(Sanction))).toMatchObject([{ type: 'remind', seconds: 0 }])
  })

  it('forwards a lead hot, with the words quoted; one claims, the other is told, and a wrong one is forgotten', async () => {
    g = await group({ members: CARS, engine, staff: { 佳佳: 'sales', 小赵: 'sales' } })
    await g.says('大壮', '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
    g.staffGot(/[HABC] 级线索 #1 · 想换车 · 追风车主-大壮[\s\S]*「我那台开五年了/)
    g.groupGot('我请顾问私下跟您细聊')
    await g.staffSays('佳佳', '接 1')
    g.staffGot('#1 追风车主-大壮 归您跟')
    await g.staffSays('小赵', '我来接 1')
    g.staffGot('刚被同事（佳佳）接了')
    await g.presses('佳佳', '已联系', 'staff')
    const [lead] = await g.read((db) => db.find(Lead))
    expect(lead).toMatchObject({ state: 'handled', claimedBy: '佳佳', kind: 'trade_in' })
    const events = await g.read((db) => db.find(LeadEvent, { order: { id: 'ASC' } }))
    expect(events.map((each) => each.type)).toEqual(['raised', 'claimed', 'handled'])
    await g.says('桃子', '我同事天天问我这车怎么样，想让你们接待一下她')
    await g.staffSays('小赵', '不是线索 2')
    g.staffGot('#2 不算线索')
    expect(await g.read((db) => db.countBy(Lead, { state: 'not_a_lead' }))).toBe(1)
  })

  it('adds up what a member lets slip over days', async () => {
    g = await group({ members: CARS, engine })
    await g.says('大壮', '今天五点四十起的，先送她到江北再折回来，还是迟到了')
    expect(await g.read((db) => db.count(Lead))).toBe(0)
    await g.advance('2d')
    await g.says('大壮', '媳妇下礼拜一调到江北上班，地铁转两趟再骑车')
    const leads = await g.read((db) => db.find(Lead))
    expect(leads.map((lead) => lead.evidence.length)).toContain(2)
  })

  it('never takes staff for customers', async () => {
    g = await group({ members: CARS, engine })
    await g.says('佳佳', '想换车的朋友可以把旧车开过来，我们免费评估，保养套餐打八折')
    expect(await g.read((db) => db.count(Lead))).toBe(0)
    expect(await g.read((db) => db.count(Violation))).toBe(0)
    expect(await g.read((db) => db.count(Inquiry))).toBe(0)
  })

  it('keeps a question open until one of the staff answers, and reminds them of it', async () => {
    g = await group({ members: CARS, engine })
    await g.says('桃子', '请问首保是几个月来着，要提前预约吗')
    await g.says('老周', '早上空气真好')
    await g.advance('11m')
    g.staffGot(/还没人回的问题（保养）：追风车主-桃子/)
    await g.says('佳佳', '@追风车主-桃子 三个月或者五千公里，提前一天约就行')
    expect(await g.read((db) => db.find(Inquiry))).toMatchObject([{ topic: 'maintenance', state: 'answered' }])
  })

  it('takes an activity from draft to list: announced, signed, changed, waiting, promoted', async () => {
    g = await group({ members: CARS, engine })
    await g.staffSays('小林', '发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额2台车，9月17日18:00截止')
    g.staffGot(/发到「追风车友群」之前您看一眼[\s\S]*名额：2 台车/)
    await g.presses('小林', '发布', 'staff')
    g.groupGot('想来的直接说「报名 2大1小」')
    await g.says('老周', '报名 2大，我和老伴')
    g.groupGot(/@追风车主-老周 报上啦 ✅ 2大/)
    await g.presses('桃子', '报名 1 人')
    await g.says('小满', '报名 1大1小')
    g.groupGot('先满啦，给您排上候补')
    await g.says('老周', '孙子也要跟着，我家改2大1小')
    g.groupGot('改好啦 ✅ 2大1小')
    await g.says('桃子', '不好意思孩子发烧，取消报名吧')
    g.groupGot(/追风车主-小满 好消息/)
    await g.says('阿伟', '谁报名了，名单发一下')
    g.groupGot(/2 家 5 人：\n1\. 追风车主-老周 2大1小\n2\. 追风车主-小满 1大1小/)
    await raceForSeats(g, ['桃子', '阿伟'], g.says('老周', '孙子病了，取消报名'))
    await g.clock.set(Date.UTC(2026, 8, 17, 11))
    await g.says('大壮', '报名 1大')
    g.groupGot('报名已经截止')
    const rsvps = await g.read((db) => db.find(Rsvp))
    expect(rsvps.map((each) => each.state).sort()).toEqual(['cancelled', 'signed', 'signed', 'waiting'])
  })

  it('answers in private and lets the staff know', async () => {
    g = await group({ members: CARS, engine })
    await g.whispers('老周', '在吗，想跟你们说个事')
    g.privateGot('老周', '我请同事尽快回您')
    g.staffGot(/老周 私聊说/)
  })

  it('tells the staff who wants to be a friend', async () => {
    g = await group({ members: CARS, engine })
    const account = await g.read((db) => db.findOneByOrFail(ChannelAccount, { channel: 'sandbox' }))
    const sender = { id: '88002', nickname: '小许' }
    const room = { id: '88002', kind: 'private' as const, name: '小许' }
    const asks = {
      type: 'friendRequest' as const,
      id: 'friend:1',
      at: g.clock.now(),
      room,
      sender,
      words: '群里的车主',
    }
    await g.app.intake.receive(account.id, asks)
    await g.settle()
    g.staffGot(/小许 想加我好友：群里的车主\n麻烦在机器人的手机上点一下同意/)
  })

  it('obeys commands from bound staff only', async () => {
    g = await group({ members: CARS, engine })
    await g.says('阿伟', '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低')
    g.world.addMember('staff', '老周', { card: '混进来的老周' })
    await g.staffSays('老周', '误判 1')
    expect(await g.read((db) => db.countBy(Violation, { state: 'undone' }))).toBe(0)
  })
})
