import { DAY } from '../../../kit/clock.js'
import {
  Activity,
  type Db,
  Inquiry,
  type MemberMark,
  type MemberSigns,
  Poll,
  PollVote,
  Referral,
  Rsvp,
  tableOf,
  Violation,
} from '../../../store/index.js'
import type { GroupCustomer } from './customers.js'
import { MONTH, type Span } from './days.js'
import { isInfluential, isWarm, signsInTalk } from './marks.js'
import { readSpeech, readTies } from './talk.js'

const YEAR = 365 * DAY

export type Mark = Pick<MemberMark, 'memberId' | 'warm' | 'influential' | 'signs'>

/** Who stands out in a group, and by which signs. `spans`: the days that are looked at, oldest first. */
export async function findMarks(
  db: Db,
  groupId: string,
  members: readonly GroupCustomer[],
  { spans, now }: { spans: readonly Span[]; now: number },
): Promise<Mark[]> {
  const since = spans[0]?.from ?? now
  const here = members.filter(({ leftAt }) => leftAt === null)
  const inTalk = signsInTalk(await readTies(db, groupId, since), new Set(members.map(({ externalId }) => externalId)))
  const others = await readOtherSigns(db, groupId, now)
  // Days are counted of those only whom everything else lets stand out.
  const likely = here.flatMap(({ id, externalId: account, customerId }) => {
    const found = [inTalk(account), others.get(id), others.get(customerId ?? '')]
    if (found.every((each) => each === undefined)) return []
    const signs = Object.assign({ ...NONE, days: Number.POSITIVE_INFINITY }, ...found) as MemberSigns
    return isWarm(signs) || isInfluential(signs, here.length) ? [{ id, account, signs }] : []
  })
  const days = new Map<string, Set<string>>()
  const accounts = likely.map(({ account }) => account)
  for (const { by, at } of await readSpeech(db, groupId, since, accounts)) {
    const day = spans.findLast(({ from }) => from <= at)?.day ?? ''
    days.set(by, (days.get(by) ?? new Set()).add(day))
  }
  return likely.flatMap(({ id, account, signs: found }) => {
    const signs = { ...found, days: days.get(account)?.size ?? 0 }
    const [warm, influential] = [isWarm(signs), isInfluential(signs, here.length)]
    return warm || influential ? [{ memberId: id, warm, influential, signs }] : []
  })
}

const NONE = { days: 0, heardBy: 0, helped: 0, invited: 0, signUps: 0, votes: 0, referrals: 0, troubles: 0 }

/** What people did beside talking, by the id of the member; referrals by that of the customer. */
async function readOtherSigns(db: Db, groupId: string, now: number): Promise<Map<string, Partial<MemberSigns>>> {
  const table = (entity: new () => object) => tableOf(db, entity)
  const rows = (await db.query(
    `SELECT 'signUps' AS sign, rsvp."memberId" AS whose, count(*) AS number
       FROM ${table(Rsvp)} AS rsvp JOIN ${table(Activity)} AS activity ON activity.id = rsvp."activityId"
       WHERE activity."groupId" = $1 AND rsvp.state = 'signed' AND rsvp."signedAt" > $2 GROUP BY rsvp."memberId"
     UNION ALL SELECT 'votes', vote."memberId", count(*)
       FROM ${table(PollVote)} AS vote JOIN ${table(Poll)} AS poll ON poll.id = vote."pollId"
       WHERE poll."groupId" = $1 AND vote.at > $2 GROUP BY vote."memberId"
     UNION ALL SELECT 'referrals', "referrerId", count(*) FROM ${table(Referral)}
       WHERE state IN ('pending', 'paid') AND "introducedAt" > $2 GROUP BY "referrerId"
     UNION ALL SELECT 'troubles', "memberId", count(*) FROM ${table(Inquiry)}
       WHERE "groupId" = $1 AND topic = 'complaint' AND "askedAt" > $3 GROUP BY "memberId"
     UNION ALL SELECT 'troubles', "memberId", count(*) FROM ${table(Violation)}
       WHERE "groupId" = $1 AND state = 'standing' AND "expiresAt" > $4 GROUP BY "memberId"`,
    [groupId, now - YEAR, now - MONTH * DAY, now],
  )) as { sign: keyof MemberSigns; whose: string; number: number | string }[]
  const found = new Map<string, Partial<MemberSigns>>()
  for (const { sign, whose, number } of rows) {
    const known = found.get(whose) ?? {}
    found.set(whose, { ...known, [sign]: (known[sign] ?? 0) + Number(number) })
  }
  return found
}
