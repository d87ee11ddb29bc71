import { describe, expect, it } from '@jest/globals'
import { createRandom } from '../../../bots/training/chance.js'
import { lastDays, measureDays } from '../../../src/features/insight/groups/days.js'
import { isInfluential, isWarm } from '../../../src/features/insight/groups/marks.js'
import { readTalk, type Talk } from '../../../src/features/insight/groups/talk.js'
import { measureGroups } from '../../../src/features/insight/index.js'
import { newLead } from '../../../src/features/leads/new-lead.js'
import { DAY, HOUR } from '../../../src/kit/clock.js'
import { createSay } from '../../../src/kit/texts.js'
import { dayOf } from '../../../src/kit/zone.js'
import * as rows from '../../../src/store/index.js'
import { type Db, openStore, writeRows } from '../../../src/store/index.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const FIRST = Date.parse('2026-09-20T04:10:00+08:00')
const PEOPLE = 14
const { zone } = DEALER

/** Talk and everything else that is counted, at random. */
function createLife(chance: () => number) {
  const below = (number: number) => Math.floor(chance() * number)
  const pick = <T>(...list: readonly T[]): T => list[below(list.length)] as T
  const someone = () => `p${below(PEOPLE)}`
  const ids = countingIds('row')
  let events = 0
  return {
    async begin(db: Db) {
      await db.insert(rows.ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
      const group = { externalId: 'g', accountId: 'a', kind: 'owners' as const, settings: {}, name: '', createdAt: 0 }
      await db.insert(rows.Group, { ...group, id: 'g' })
      const activity = { key: '', title: '', text: '', announcement: {}, endsAt: 0, plan: {}, closedAt: null }
      for (const [code, state] of (['open', 'cancelled', 'draft'] as const).entries()) {
        const at = FIRST - below(50) * DAY
        await db.insert(rows.Activity, {
          ...activity,
          id: `x${code}`,
          key: state,
          code,
          groupId: 'g',
          state,
          announcedAt: at,
        })
        await db.insert(rows.Poll, {
          ...{ id: `v${code}`, code, groupId: 'g', kind: 'poll', question: '', options: [], openedAt: at },
          ...{ closesAt: at, state: 'closed' },
        })
      }
      for (let n = 0; n < PEOPLE; n++) {
        const id = `m${n}`
        await db.insert(rows.Customer, { ...rows.NEW_CUSTOMER, id: `c${n}`, displayName: '', createdAt: 0 })
        await db.insert(rows.Member, {
          ...{ id, groupId: 'g', externalId: `p${n}`, nickname: '', card: '', role: 'member', staff: n < 2 },
          ...{ customerId: pick(`c${n}`, `c${n}`, null), messages: 0 },
          ...{ joinedAt: pick(null, FIRST - below(40) * DAY), leftAt: pick(null, null, null, FIRST - below(20) * DAY) },
        })
        for (const code of [0, 1]) {
          const at = FIRST - (330 + below(40)) * DAY
          if (below(2))
            await db.insert(rows.Rsvp, {
              ...{ ...rows.NEW_RSVP, id: ids(), activityId: `x${code}`, memberId: id, adults: 1, children: 0 },
              ...{ state: pick('signed', 'cancelled'), by: 'self', signedAt: at, changedAt: at },
            })
          if (below(2)) await db.insert(rows.PollVote, { id: ids(), pollId: `v${code}`, memberId: id, option: 0, at })
        }
        if (below(4)) continue
        const lead = { id: `l${n}`, code: n, customerId: `c${n}`, kind: 'add_on', level: 'B', score: 1 } as const
        const times = { evidence: [], firstMessageAt: 0, raisedAt: 0, offeredTo: null }
        await writeRows(db, rows.Lead, [newLead({ ...lead, ...times })])
        await db.insert(rows.Referral, {
          ...{ id: `r${n}`, code: n, referrerId: `c${below(n + 1)}`, friendId: `c${n}`, leadId: `l${n}` },
          ...{ state: pick('pending', 'paid', 'reversed'), way: 'member', introducedAt: FIRST - below(400) * DAY },
        })
      }
    },
    /** So many messages and joins between two instants, of people who answer, name and bring each other. */
    async talk(db: Db, number: number, from: number, to: number) {
      const told = Array.from({ length: number }, () => {
        const sentAt = from + below(to - from)
        const isJoin = below(8) === 0
        const more = {
          replyTo: pick(undefined, `e${below(events + 5)}`),
          mentions: pick(undefined, [], [someone()], [someone(), someone(), 'nobody']),
          attachments: pick(undefined, [], [{ kind: 'image' }, { kind: 'file' }]),
        }
        return {
          ...{
            id: ids(),
            groupId: 'g',
            externalId: `e${events++}`,
            sentAt,
            receivedAt: to,
            mode: pick('live', 'history'),
          },
          ...{ type: isJoin ? 'join' : pick('message', 'message', 'leave'), state: 'handled', error: null },
          text: pick('早', '"replyTo":"e1"', '看[图片][视频]', '[文件: 1.pdf]'),
          details: {
            ...{ room: { id: 'g', kind: 'group' }, sender: { id: someone() } },
            ...(isJoin ? { invitedBy: pick(undefined, someone()) } : more),
          },
        }
      })
      await writeRows(db, rows.Message, told)
    },
    async trouble(db: Db, at: number) {
      const who = { groupId: 'g', memberId: `m${below(PEOPLE)}`, messageId: '' }
      const inquiry = { id: ids(), topic: pick('complaint', 'price'), quote: '', state: 'open' as const, askedAt: at }
      await db.insert(rows.Inquiry, { ...who, ...inquiry })
      await db.insert(rows.Violation, {
        ...{ ...who, id: ids(), code: events++, pieces: null, rule: 'ad', quote: '', score: 1, at },
        ...{ expiresAt: at + 3 * DAY, state: pick('standing', 'undone') },
      })
      await db.update(rows.Member, { id: `m${below(PEOPLE)}` }, { leftAt: pick(null, at), messages: 1 })
    },
  }
}

/** Who stands out, from everything that was ever said and done, member by member. */
async function fullCount(db: Db, now: number) {
  const spans = lastDays(now, zone, 31)
  const talk = (await readTalk(db, 'g', 0)).filter(({ at }) => at >= (spans[0]?.from ?? 0))
  const members = await db.findBy(rows.Member, { staff: false })
  const own = (account: string) => members.some(({ externalId }) => externalId === account)
  const answers = ({ by, isJoin, replyTo, mentions }: Talk, account: string) =>
    !isJoin && by !== account && own(by) && [talk.find(({ id }) => id === replyTo)?.by, ...mentions].includes(account)
  const here = members.filter(({ leftAt }) => leftAt === null)
  const since = now - 365 * DAY
  const signUps = (await db.findBy(rows.Rsvp, { state: 'signed' })).filter(({ signedAt }) => signedAt > since)
  const votes = (await db.findBy(rows.PollVote, {})).filter(({ at }) => at > since)
  const referrals = (await db.findBy(rows.Referral, {})).filter(
    ({ state, introducedAt }) => state !== 'reversed' && introducedAt > since,
  )
  const troubles = [
    ...(await db.findBy(rows.Inquiry, { topic: 'complaint' })).filter(({ askedAt }) => askedAt > now - 30 * DAY),
    ...(await db.findBy(rows.Violation, { state: 'standing' })).filter(({ expiresAt }) => expiresAt > now),
  ]
  return here.flatMap(({ id, externalId: account, customerId }) => {
    const mine = (all: readonly { memberId: string }[]) => all.filter(({ memberId }) => memberId === id).length
    const said = talk.filter(({ by, isJoin }) => by === account && !isJoin)
    const heardBy = new Set(talk.filter((each) => answers(each, account)).map(({ by }) => by)).size
    const signs = {
      days: new Set(said.map(({ at }) => dayOf(at, zone))).size,
      heardBy,
      helped: members.filter(({ externalId }) => said.some((each) => answers(each, externalId))).length,
      invited: new Set(talk.flatMap((each) => (each.invitedBy === account && each.by !== account ? each.by : []))).size,
      signUps: mine(signUps),
      votes: mine(votes),
      referrals: referrals.filter(({ referrerId }) => referrerId === customerId).length,
      troubles: mine(troubles),
    }
    const [warm, influential] = [isWarm(signs), isInfluential(signs, here.length)]
    return warm || influential ? [{ memberId: id, warm, influential, signs }] : []
  })
}

const bare = ({ memberId, warm, influential, signs }: rows.MemberMark) => ({ memberId, warm, influential, signs })
const byMember = (one: { memberId: string }, other: { memberId: string }) => (one.memberId < other.memberId ? -1 : 1)

describe.each(Object.entries(ENGINES))('days and marks of a group, on %s', (_name, create) => {
  it('are by night what counting everything anew makes them, late messages and imported histories too', async () => {
    const database = await create()
    const store = await openStore(database.options)
    const ids = countingIds()
    const life = createLife(createRandom(3))
    await store.transaction(async (db) => {
      await life.begin(db)
      await life.talk(db, 150, FIRST - 45 * DAY, FIRST)
    })
    const marks = () => store.direct((db) => db.find(rows.MemberMark, { order: { memberId: 'ASC' } }))
    const days = () => store.direct((db) => db.find(rows.GroupDay, { order: { day: 'ASC' } }))
    const marked = { warm: 0, influential: 0, kept: 0, changed: 0, gone: 0 }
    for (const night of [0, 1, 2, 3, 12, 13, 60]) {
      const now = FIRST + night * DAY
      await store.transaction(async (db) => {
        await life.trouble(db, now - HOUR)
        // What comes late, a history, and what was said since.
        if (night === 3) await life.talk(db, 60, now - 25 * DAY, now - 2 * DAY)
        if (night) await life.talk(db, 20, now - DAY, now)
      })
      const before = await marks()
      const counted = await days()
      const expected = await store.direct(async (db) => ({
        marks: (await fullCount(db, now)).sort(byMember),
        days: measureDays(lastDays(now, zone, 31).slice(0, -1), {
          talk: await readTalk(db, 'g', 0),
          members: await db.findBy(rows.Member, { staff: false }),
          polls: (await db.findBy(rows.Poll, {})).map(({ openedAt }) => openedAt),
          activities: (await db.findBy(rows.Activity, {})).flatMap((each) =>
            each.state === 'draft' ? [] : each.announcedAt,
          ),
        }),
      }))
      await measureGroups({ store, ids, say: createSay('zh-CN'), dealer: DEALER, now })
      const after = await marks()
      expect(after.map(bare)).toEqual(expected.marks)
      const bareDays = (await days()).map(({ id: _, groupId: __, ...day }) => day as object)
      const fresh = expected.days.filter(({ day }) => !counted.some((each) => each.day === day))
      expect(bareDays.slice(-fresh.length || bareDays.length, bareDays.length)).toEqual(fresh.length ? fresh : bareDays)
      // A mark that is what it was is the same row.
      for (const mark of after) {
        marked.warm += Number(mark.warm)
        marked.influential += Number(mark.influential)
        const same = before.find((each) => JSON.stringify(bare(each)) === JSON.stringify(bare(mark)))
        if (same) expect(mark).toEqual(same)
        marked[same ? 'kept' : 'changed'] += 1
      }
      marked.gone += before.filter(({ id }) => !after.some((mark) => mark.id === id)).length
    }
    expect(Object.entries(marked).filter(([, number]) => !number)).toEqual([])
    await store.close()
    await database.drop()
  }, 30_000)
})
