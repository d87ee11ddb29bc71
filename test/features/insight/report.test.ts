import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { buildReport } from '../../../src/features/insight/index.js'
import { newLead } from '../../../src/features/leads/new-lead.js'
import {
  Activity,
  ChannelAccount,
  Customer,
  type Db,
  Group,
  Inquiry,
  Lead,
  Member,
  Message,
  openStore,
  Rsvp,
  type Store,
  Violation,
} from '../../../src/store/index.js'
import { writeRows } from '../../../src/store/write-rows.js'
import { fakeClock } from '../../kit/clock.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const ids = countingIds()
const NOON = Date.UTC(2026, 8, 12, 4)
const HOUR = 3_600_000

/** Rows put in by hand: what is not named is what an ordinary row holds. */
function scene(db: Db) {
  let code = 0
  const next = () => {
    code += 1
    return code
  }
  return {
    async group(externalId: string): Promise<string> {
      const id = ids()
      await db.insert(ChannelAccount, { id: ids(), channel: 'history', account: externalId })
      const account = await db.findOneByOrFail(ChannelAccount, { account: externalId })
      await db.insert(Group, {
        id,
        accountId: account.id,
        externalId,
        kind: 'owners',
        name: externalId,
        settings: {},
        createdAt: 0,
      })
      return id
    },
    async member(groupId: string, externalId: string, more: Partial<Member> = {}): Promise<string> {
      const id = ids()
      const row = { card: externalId, nickname: '', role: 'member' as const, staff: false, customerId: null }
      const times = {
        joinedAt: null,
        leftAt: null,
        reportedAt: null,
        cardOk: null,
        cardReminders: 0,
        cardRemindedAt: null,
        mutedUntil: null,
        source: null,
        lastMessageAt: null,
        messages: 0,
      }
      await db.insert(Member, { id, groupId, externalId, ...row, ...times, ...more })
      return id
    },
    async says(groupId: string, sender: string, at: number, text: string): Promise<string> {
      const id = ids()
      await db.insert(Message, {
        id,
        groupId,
        externalId: id,
        sentAt: at,
        receivedAt: at,
        type: 'message',
        text,
        details: {
          room: { id: groupId, kind: 'group', name: '' },
          sender: { id: sender },
        } as Message['details'] as never,
        mode: 'history',
        state: 'handled',
        error: null,
      })
      return id
    },
    async lead(groupId: string, memberId: string, more: Partial<Lead>): Promise<void> {
      const customerId = ids()
      await db.insert(Customer, { id: customerId, displayName: memberId, createdAt: NOON })
      const evidence = [{ messageId: 'm', at: NOON, quote: '想再添一台', score: 0.7 }]
      const about = { id: ids(), code: next(), customerId, groupId, memberId, evidence }
      const rest = {
        kind: 'add_on',
        level: 'B',
        score: 0.7,
        firstMessageAt: NOON,
        raisedAt: NOON,
        offeredTo: null,
      } as const
      await writeRows(db, Lead, [newLead({ ...about, ...rest, ...more })])
    },
    violation: (groupId: string, memberId: string, more: Partial<Violation>) =>
      db.insert(Violation, {
        id: ids(),
        code: next(),
        groupId,
        memberId,
        messageId: 'm',
        rule: 'ad',
        quote: '加我微信',
        score: 0.95,
        at: NOON,
        expiresAt: NOON,
        state: 'standing',
        undoneBy: null,
        ...more,
      }),
    inquiry: (groupId: string, memberId: string, messageId: string, more: Partial<Inquiry>) =>
      db.insert(Inquiry, {
        id: ids(),
        groupId,
        memberId,
        messageId,
        topic: 'price',
        quote: '',
        state: 'open',
        askedAt: NOON,
        answeredAt: null,
        answeredBy: null,
        ...more,
      }),
    async activity(
      groupId: string,
      code: number,
      title: string,
      state: Activity['state'],
      people: [string, Partial<Rsvp>][],
    ) {
      const id = ids()
      await db.insert(Activity, {
        id,
        code,
        groupId,
        key: title,
        title,
        text: title,
        announcement: {},
        endsAt: NOON,
        state,
        announcedAt: NOON,
        closedAt: null,
      })
      for (const [memberId, more] of people)
        await db.insert(Rsvp, {
          id: ids(),
          activityId: id,
          memberId,
          adults: 1,
          children: 0,
          state: 'signed',
          by: 'self',
          signedAt: NOON,
          changedAt: NOON,
          ...more,
        })
    },
  }
}

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('the report, from %s', (engine) => {
  let database: TestDatabase
  let store: Store

  beforeEach(async () => {
    database = await ENGINES[engine]()
    store = await openStore(database.options)
  })
  afterEach(async () => {
    await store.close()
    await database.drop()
  })

  const fill = <T>(fill: (rows: ReturnType<typeof scene>) => Promise<T>) => store.transaction((db) => fill(scene(db)))
  const report = (...groupIds: string[]) =>
    store.transaction((db) =>
      buildReport(db, { file: 'f', groupIds, messages: 0, added: 0, skipped: [], zone: 'Asia/Shanghai' }),
    )

  it('holds the groups that it is asked for, and no other', async () => {
    const [one, two, other] = await fill(async (rows) => {
      const groups = [await rows.group('一群'), await rows.group('二群'), await rows.group('别的群')] as const
      for (const group of groups) await rows.lead(group, await rows.member(group, '老乔'), {})
      return groups
    })
    expect((await report(one)).leads).toHaveLength(1)
    expect((await report(one, two)).leads).toHaveLength(2)
    expect((await report(one, two, other)).members).toBe(3)
  })

  it('leaves out the staff, also those who were named as staff later, and what people have taken back', async () => {
    const group = await fill(async (rows) => {
      const group = await rows.group('群')
      const staff = await rows.member(group, '小苏', { staff: true, joinedAt: NOON, reportedAt: NOON, cardOk: false })
      await rows.lead(group, staff, {})
      await rows.violation(group, staff, {})
      const owner = await rows.member(group, '老乔', { joinedAt: NOON, reportedAt: NOON + HOUR, cardOk: true })
      await rows.lead(group, owner, { state: 'not_a_lead' })
      await rows.violation(group, owner, { state: 'undone' })
      return group
    })
    expect(await report(group)).toMatchObject({
      leads: [],
      violations: [],
      staff: [{ account: '小苏', name: '小苏' }],
      newcomers: [{ account: '老乔', name: '老乔', at: '2026-09-12 13:00:00', cardOk: true }],
    })
  })

  it('lists what waits for a person only when it is likelier than not, and no customers of a tout', async () => {
    const group = await fill(async (rows) => {
      const group = await rows.group('群')
      const tout = await rows.member(group, '收车的')
      await rows.violation(group, tout, { at: NOON })
      await rows.violation(group, tout, { at: NOON + HOUR, state: 'review', score: 0.8, quote: '也算' })
      await rows.violation(group, tout, { at: NOON + 2 * HOUR, state: 'review', score: 0.52, rule: 'abuse' })
      await rows.lead(group, tout, { kind: 'referral' })
      await rows.lead(group, tout, { kind: 'trade_in' })
      return group
    })
    const { violations, leads } = await report(group)
    expect(violations.map(({ at, label, quote }) => [at, label, quote])).toEqual([
      ['2026-09-12 12:00:00', 'ad', '加我微信'],
      ['2026-09-12 13:00:00', 'ad', '也算'],
    ])
    expect(leads.map(({ kinds }) => kinds)).toEqual([['trade_in']])
  })

  it('ends with who comes and who waits, in the order in which they signed up', async () => {
    const group = await fill(async (rows) => {
      const group = await rows.group('群')
      const [a, b, c] = [await rows.member(group, 'a'), await rows.member(group, 'b'), await rows.member(group, 'c')]
      await rows.activity(group, 1, '秋游', 'open', [
        [a, { signedAt: NOON + 2, adults: 2, children: 1 }],
        [b, { signedAt: NOON + 1, state: 'waiting' }],
        [c, { state: 'cancelled' }],
      ])
      await rows.activity(group, 2, '没发出去的', 'draft', [])
      await rows.activity(group, 3, '取消的', 'cancelled', [[a, {}]])
      return group
    })
    expect((await report(group)).rsvps).toEqual([
      {
        event: '秋游',
        people: [
          { account: 'b', name: 'b', adults: 1, children: 0, state: 'waiting' },
          { account: 'a', name: 'a', adults: 2, children: 1, state: 'coming' },
        ],
      },
    ])
  })

  it('counts questions by topic, and finds the grievance in what was said', async () => {
    const group = await fill(async (rows) => {
      const group = await rows.group('群')
      const [joe, rice] = [await rows.member(group, '老乔'), await rows.member(group, '米粒')]
      const ask = async (memberId: string, who: string, at: number, text: string, topic: string) => {
        const messageId = await rows.says(group, who, at, text)
        if (topic !== 'none') await rows.inquiry(group, memberId, messageId, { topic, askedAt: at, state: 'answered' })
      }
      await ask(joe, '老乔', NOON, '送我的脚垫说好上周给，到现在没影', 'complaint')
      await ask(rice, '米粒', NOON + 60_000, '我也是，脚垫等了一个月', 'none')
      await ask(joe, '老乔', NOON + 24 * HOUR, '脚垫呢，给个答复', 'complaint')
      await ask(rice, '米粒', NOON + 48 * HOUR, '新款落地多少钱', 'price')
      return group
    })
    const { inquiries, complaints, health } = await report(group)
    expect(inquiries).toEqual({ complaint: 2, price: 1 })
    expect(complaints).toMatchObject([
      { from: '2026-09-12 12:00:00', to: '2026-09-13 12:00:00', accounts: ['老乔', '米粒'], names: ['老乔', '米粒'] },
    ])
    expect(health).toMatchObject({ days: 3, questions: 3, answered: 3, activeMembers: 2 })
  })

  it('reads on when there is more said than fits into one page', async () => {
    const group = await fill(async (rows) => {
      const group = await rows.group('群')
      await rows.member(group, '话多')
      return group
    })
    await store.transaction(async (db) => {
      const clock = fakeClock(NOON)
      for (let batch = 0; batch < 52; batch += 1)
        await db.insert(
          Message,
          Array.from({ length: 100 }, () => {
            const id = ids()
            clock.advance(1_000)
            const details = { sender: { id: '话多' } } as Message['details']
            const at = { sentAt: clock.now(), receivedAt: clock.now() }
            const rest = { type: 'message', text: '早', mode: 'history', state: 'handled', error: null } as const
            return { id, groupId: group, externalId: id, details, ...at, ...rest }
          }) as never,
        )
    })
    expect((await report(group)).health).toMatchObject({ messagesPerDay: 5_200, activity: 'very_active' })
  })
})
