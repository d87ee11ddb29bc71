import { beforeAll, describe, expect, it } from '@jest/globals'
import { DAY, HOUR } from '../../src/kit/clock.js'
import {
  Broadcast,
  Group,
  Inquiry,
  Lead,
  LeadEvent,
  Member,
  OutboxItem,
  Rsvp,
  Sanction,
  Violation,
} from '../../src/store/index.js'
import type { CreateHarness } from '../channels/harness.js'
import { createQqHarness } from '../channels/qq-harness.js'
import { createSandboxHarness } from '../channels/sandbox-harness.js'
import { createTelegramHarness } from '../channels/telegram-harness.js'
import { createWeChatHarness } from '../channels/wechat-harness.js'
import { type OnChannel, onChannel } from '../kit/on-channel.js'

const PLATFORMS: Record<string, CreateHarness> = {
  'QQ over WebSocket': (sink, clock) => createQqHarness({ transport: 'forward', dialect: 'napcat' }, sink, clock),
  'QQ over HTTP': (sink, clock) => createQqHarness({ transport: 'http', dialect: 'napcat' }, sink, clock),
  Telegram: (sink, clock) => createTelegramHarness('poll', sink, clock),
  'WeChat by padlocal': (sink, clock) => createWeChatHarness('padlocal', sink, clock),
  'WeChat by wechat4u': (sink, clock) => createWeChatHarness('wechat4u', sink, clock),
}

const ADVERTS = [
  '需要资金周转的老板加微信 xiaoli_0001，车抵贷不押车，当天放款利息低',
  '刷单兼职日结三百，要的加QQ 123456789，宝妈在家就能做',
  '信用卡代还套现，低手续费，加微信 daihuan66',
]

/** A week in the group; what a platform cannot do is done the way that is left. */
async function play(g: OnChannel) {
  const people = { 冬瓜: await g.joins('冬瓜'), 桃子: await g.joins('桃子'), 阿伟: await g.joins('阿伟') }
  await g.says(people.冬瓜, '大家好，昨天提的灰色，以后多多指教')
  await g.setsCard(people.冬瓜, '追风车主-冬瓜')

  // Whoever is new is not warned first.
  g.clock.advance(4 * DAY)
  for (const advert of ADVERTS) {
    await g.says(people.阿伟, advert)
    g.clock.advance(2 * HOUR)
  }
  if (g.can('kick')) await g.seesLeave(people.阿伟)

  await g.says(people.桃子, '我那台开五年了，想换个大点的，现在拿到店里能抵多少')
  await g.staffSays('接 1')
  if (g.can('buttons')) await g.presses(g.harness.owner, '已联系', g.harness.staffRoom)
  else await g.staffSays('已联系 1')

  await g.staffSays('发起活动 9月19日云溪谷自驾一日游，早上8点展厅集合，名额20台车，9月17日18:00截止')
  if (g.can('buttons')) await g.presses(g.harness.owner, '发布', g.harness.staffRoom)
  else await g.staffSays('发布')
  await g.says(people.冬瓜, '报名 2大1小')
  if (g.can('buttons')) await g.presses(people.桃子, '报名 1 人')
  else await g.says(people.桃子, '报名 1大')

  await g.staffSays('通知 明天下午两点店庆，欢迎来坐坐')
  await g.staffSays('确认发送')

  await g.says(people.冬瓜, '请问首保是几个月来着，要提前预约吗')
  await g.says(g.harness.owner, '@追风车主-冬瓜 三个月或者五千公里，提前一天约就行')
  return new Map(Object.entries({ ...people, 老郑: g.harness.owner }).map(([name, id]) => [id, name]))
}

/** What the story left behind, without ids, in the order in which it came about. */
async function rowsOf(g: OnChannel, names: ReadonlyMap<string, string>) {
  const order = { id: 'ASC' } as const
  return g.read(async (db) => {
    const groups = new Map((await db.find(Group)).map((group) => [group.externalId, group]))
    const members = await db.find(Member, { order, relations: { group: true } })
    const who = new Map(members.map((member) => [member.id, names.get(member.externalId)]))
    const named = (account: string | null) => names.get(account ?? '') ?? account
    return {
      members: members.map(({ id, group, card, role, staff, joinedAt, leftAt, reportedAt, cardOk }) => ({
        ...{ who: who.get(id), room: group?.kind, card, role, staff, joinedAt, reportedAt, cardOk },
        gone: leftAt !== null,
      })),
      violations: (await db.find(Violation, { order })).map(({ memberId, rule, quote, at, state }) => ({
        ...{ who: who.get(memberId), rule, quote, at, state },
      })),
      sanctions: (await db.find(Sanction, { order })).map(({ type, seconds }) => [type, seconds] as const),
      leads: (await db.find(Lead, { order })).map(
        ({ memberId, kind, level, state, claimedBy, evidence, raisedAt }) => ({
          ...{ who: who.get(memberId ?? ''), kind, level, state, claimedBy: named(claimedBy), raisedAt },
          quotes: evidence.map(({ quote }) => quote),
        }),
      ),
      leadEvents: (await db.find(LeadEvent, { order })).map(({ type, actor }) => [type, named(actor)]),
      rsvps: (await db.find(Rsvp, { order })).map(({ memberId, adults, children, state, by }) => ({
        ...{ who: who.get(memberId), adults, children, state, by },
      })),
      inquiries: (await db.find(Inquiry, { order })).map(({ memberId, topic, quote, state, askedAt }) => ({
        ...{ who: who.get(memberId), topic, quote, state, askedAt },
      })),
      broadcasts: (await db.find(Broadcast, { order })).map(({ text, groupIds, state }) => ({
        ...{ text, state, groups: groupIds.length },
      })),
      outbox: (await db.find(OutboxItem, { order })).map(({ action, dedupeKey, state, reason, priority }) => {
        // What is said about a rule depends on what could be done.
        const text = 'text' in action && !dedupeKey.startsWith('rules:') ? action.text : ''
        const to = groups.get(action.room.id)?.kind
        return { why: reasonOf(dedupeKey), type: action.type, to, text, state, reason, priority }
      }),
    }
  })
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

/** `rules:card:ad:id-00000027` → `rules:card:ad`. */
const reasonOf = (dedupeKey: string) =>
  dedupeKey
    .split(':')
    .filter((part) => /^[a-z_]+$/.test(part))
    .join(':')

/** The preview of a notice says in which way it will come. */
const asPlainMessage = (text: string) => text.replace(/(?<=要发到「追风车友群」：\n)/, '· 微信 1 个群：发成普通消息\n')

/** The rows of a platform that can do everything, as one leaves them that lacks some of it: the written fallbacks. */
function withFallbacks(rows: Rows, can: OnChannel['can']): Rows {
  const instead = can('mute') ? [] : (['warn', 'ask_staff'] as const)
  return {
    ...rows,
    sanctions: rows.sanctions.flatMap(([type, seconds]) => {
      if (type === 'recall' && !can('recall')) return []
      if (type === 'mute' && !can('mute')) return instead.map((each) => [each, 0] as const)
      return [[type, seconds] as const]
    }),
    outbox: rows.outbox.flatMap((given) => {
      // What the bot cannot do is not offered.
      const text = can('setCard') ? given.text : given.text.replace('不方便改就回「帮我改」，我来改。', '')
      const item = { ...given, text: can('announce') ? text : asPlainMessage(text) }
      if (item.type === 'recall' && !can('recall')) return []
      if (item.type === 'mute' && !can('mute')) return []
      if (item.why === 'rules:say:mute' && !can('mute')) return { ...item, why: 'rules:say:warn' }
      return item.type === 'announce' && !can('announce') ? { ...item, type: 'say' as const } : item
    }),
  }
}

async function rowsOn(createHarness: CreateHarness) {
  const g = await onChannel(createHarness)
  try {
    const rows = await rowsOf(g, await play(g))
    const { can } = g
    return { rows, can, groupGot: g.groupGot(), staffGot: g.staffGot(), notices: g.harness.notices() }
  } finally {
    await g.close()
  }
}

describe('the same story', () => {
  let sandbox: Awaited<ReturnType<typeof rowsOn>>
  beforeAll(async () => {
    sandbox = await rowsOn(createSandboxHarness)
  })

  it('is played to its end in the sandbox', () => {
    const { rows } = sandbox
    expect(rows.sanctions.map(([type]) => type)).toEqual(['recall', 'warn', 'recall', 'mute', 'recall', 'remove'])
    expect(rows.members.find(({ who }) => who === '冬瓜')).toMatchObject({ card: '追风车主-冬瓜', cardOk: false })
    expect(rows.members.find(({ who }) => who === '阿伟')).toMatchObject({ gone: true })
    expect(rows.leads).toMatchObject([{ who: '桃子', kind: 'trade_in', state: 'handled', claimedBy: '老郑' }])
    expect(rows.rsvps).toMatchObject([
      { who: '冬瓜', adults: 2, children: 1, state: 'signed' },
      { who: '桃子', adults: 1, children: 0, state: 'signed' },
    ])
    expect(rows.broadcasts).toMatchObject([{ state: 'sent' }])
    expect(rows.inquiries.at(-1)).toMatchObject({ who: '冬瓜', state: 'answered' })
    expect(rows.outbox.every(({ state }) => state === 'sent')).toBe(true)
  })

  it.each(Object.entries(PLATFORMS))('leaves the same rows on %s, but for its written fallbacks', async (_, create) => {
    const { rows, can, groupGot, staffGot, notices } = await rowsOn(create)
    expect(rows).toEqual(withFallbacks(sandbox.rows, can))
    // Everybody there saw it, one way or the other.
    for (const words of ['云溪谷自驾一日游，早上8点展厅集合', '明天下午两点店庆'])
      expect([...notices, ...groupGot].filter((text) => text.includes(words))).not.toHaveLength(0)
    if (!can('recall')) expect(groupGot.join()).toContain('刚才那条麻烦您自己撤回一下')
    if (!can('mute')) expect(staffGot.join()).toContain('这里禁不了言，麻烦您私下跟本人说一声')
  })
})
