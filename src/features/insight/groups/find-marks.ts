import { In, MoreThan } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { type Db, Inquiry, type MemberMark, PollVote, Referral, Rsvp, Violation } from '../../../store/index.js'
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
  const likely = here.flatMap((member) => {
    const signs = { ...inTalk(member.externalId), ...others(member), days: Number.POSITIVE_INFINITY }
    return isWarm(signs) || isInfluential(signs, here.length) ? [{ ...member, signs }] : []
  })
  const days = new Map<string, Set<string>>()
  const accounts = likely.map(({ externalId }) => externalId)
  for (const { by, at } of await readSpeech(db, groupId, since, accounts)) {
    const day = spans.findLast(({ from }) => from <= at)?.day ?? ''
    days.set(by, (days.get(by) ?? new Set()).add(day))
  }
  return likely.flatMap(({ id, externalId, signs: { days: _, ...rest } }) => {
    const signs = { days: days.get(externalId)?.size ?? 0, ...rest }
    const [warm, influential] = [isWarm(signs), isInfluential(signs, here.length)]
    return warm || influential ? [{ memberId: id, warm, influential, signs }] : []
  })
}

/** What members did beside talking. */
async function readOtherSigns(db: Db, groupId: string, now: number) {
  const select = { id: true, memberId: true } as const
  const signUps = await db.find(Rsvp, {
    ...{ select, where: { activity: { groupId }, state: 'signed', signedAt: MoreThan(now - YEAR) } },
  })
  const votes = await db.find(PollVote, { select, where: { poll: { groupId }, at: MoreThan(now - YEAR) } })
  const complaints = await db.find(Inquiry, {
    ...{ select, where: { groupId, topic: 'complaint', askedAt: MoreThan(now - MONTH * DAY) } },
  })
  const violations = await db.find(Violation, {
    ...{ select, where: { groupId, state: 'standing', expiresAt: MoreThan(now) } },
  })
  const referrals = await db.find(Referral, {
    select: { id: true, referrerId: true },
    where: { state: In(['pending', 'paid'] as const), introducedAt: MoreThan(now - YEAR) },
  })
  const signedUp = tally(signUps.map(({ memberId }) => memberId))
  const voted = tally(votes.map(({ memberId }) => memberId))
  const troubled = tally([...complaints, ...violations].map(({ memberId }) => memberId))
  const brought = tally(referrals.map(({ referrerId }) => referrerId))
  return ({ id, customerId }: GroupCustomer) => ({
    ...{ signUps: signedUp(id), votes: voted(id), referrals: brought(customerId), troubles: troubled(id) },
  })
}

/** How often each of them is there. */
function tally(whose: readonly (string | null)[]) {
  const counts = new Map<string | null, number>()
  for (const each of whose) counts.set(each, (counts.get(each) ?? 0) + 1)
  return (whom: string | null) => counts.get(whom) ?? 0
}
