import { In, MoreThan, MoreThanOrEqual, Not } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { dayOf } from '../../../kit/zone.js'
import {
  Activity,
  type Db,
  GroupDay,
  Inquiry,
  Member,
  MemberMark,
  Poll,
  PollVote,
  Referral,
  Rsvp,
  Violation,
  writeRows,
} from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { ownerGroups } from '../../owner-groups.js'
import { type Day, lastDays, measureDays, type Span } from './days.js'
import { isInfluential, isWarm, signsInTalk } from './marks.js'
import { readTalk, type Talk } from './talk.js'

export const MONTH = 30
const YEAR = 365 * DAY

/** Every night: the days of each group that are over and not yet counted, and the members who stand out. */
export async function measureGroups({ store, ids, dealer, now }: JobDeps): Promise<void> {
  const spans = lastDays(now, dealer.zone, MONTH + 1)
  const over = spans.slice(0, -1)
  // One transaction a group: the talk of the others does not wait for all of them.
  for (const { id: groupId } of await store.direct(ownerGroups))
    await store.transaction(async (db) => {
      const talk = await readTalk(db, groupId, spans[0]!.from)
      const days = await countDays(db, groupId, over, talk)
      const rows = days.map((day) => ({ ...day, id: ids(), groupId }))
      await writeRows(db, GroupDay, rows, 'ignore')
      const marks = await findMarks(db, groupId, talk, { now, zone: dealer.zone })
      await db.delete(MemberMark, { groupId })
      const day = spans.at(-1)!.day
      await writeRows(
        db,
        MemberMark,
        marks.map((mark) => ({ ...mark, id: ids(), groupId, day })),
      )
    })
}

/** What these days came to, from the talk of the time. */
export async function countDays(
  db: Db,
  groupId: string,
  spans: readonly Span[],
  talk: readonly Talk[],
): Promise<Day[]> {
  const since = MoreThanOrEqual(spans[0]?.from ?? 0)
  const members = await db.find(Member, {
    select: { id: true, externalId: true, joinedAt: true, leftAt: true },
    where: { groupId, staff: false },
  })
  const polls = await db.findBy(Poll, { groupId, openedAt: since })
  const activities = await db.find(Activity, {
    select: { id: true, announcedAt: true },
    where: { groupId, announcedAt: since, state: Not('draft') },
  })
  return measureDays(spans, {
    ...{ talk, members },
    polls: polls.map(({ openedAt }) => openedAt),
    activities: activities.map(({ announcedAt }) => announcedAt),
  })
}

export type Mark = Pick<MemberMark, 'memberId' | 'warm' | 'influential' | 'signs'>

/** Who stands out in a group, and by which signs. */
export async function findMarks(
  db: Db,
  groupId: string,
  talk: readonly Talk[],
  { now, zone }: { now: number; zone: string },
): Promise<Mark[]> {
  const members = await db.find(Member, {
    select: { id: true, externalId: true, customerId: true, leftAt: true },
    where: { groupId, staff: false },
  })
  const here = members.filter(({ leftAt }) => leftAt === null)
  const inTalk = signsInTalk(talk, new Set(members.map(({ externalId }) => externalId)), (at) => dayOf(at, zone))
  const signUps = await db.findBy(Rsvp, {
    activity: { groupId },
    ...{ state: 'signed', signedAt: MoreThan(now - YEAR) },
  })
  const votes = await db.findBy(PollVote, { poll: { groupId }, at: MoreThan(now - YEAR) })
  const complaints = await db.findBy(Inquiry, {
    ...{ groupId, topic: 'complaint', askedAt: MoreThan(now - MONTH * DAY) },
  })
  const violations = await db.findBy(Violation, { groupId, state: 'standing', expiresAt: MoreThan(now) })
  const referrals = await db.findBy(Referral, {
    state: In(['pending', 'paid'] as const),
    introducedAt: MoreThan(now - YEAR),
  })
  const number = (rows: readonly { memberId: string | null }[], id: string) =>
    rows.filter(({ memberId }) => memberId === id).length
  return here.flatMap(({ id, externalId, customerId }) => {
    const signs = {
      ...inTalk(externalId),
      signUps: number(signUps, id),
      votes: number(votes, id),
      referrals: referrals.filter(({ referrerId }) => referrerId === customerId).length,
      troubles: number(complaints, id) + number(violations, id),
    }
    const [warm, influential] = [isWarm(signs), isInfluential(signs, here.length)]
    return warm || influential ? [{ memberId: id, warm, influential, signs }] : []
  })
}
