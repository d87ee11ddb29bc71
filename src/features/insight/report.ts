import { In, Not } from 'typeorm'
import { localTime } from '../../kit/zone.js'
import { Activity, type Db, Inquiry, Lead, Member, Rsvp, Violation } from '../../store/index.js'
import { displayName } from '../step.js'
import { complaintThreads } from './complaint-threads.js'
import { healthOf } from './health.js'
import { mergeLeads } from './merge-leads.js'
import type { Report } from './report-types.js'
import { spokenIn, wordsOf } from './spoken-words.js'

export interface ReportInput {
  file: string
  groupIds: readonly string[]
  messages: number
  added: number
  skipped: Report['skipped']
  zone: string
}

/** What is in the database about these groups, put together for a manager. */
export async function buildReport(
  db: Db,
  { file, groupIds, messages, added, skipped, zone }: ReportInput,
): Promise<Report> {
  const groupId = In([...groupIds])
  const everybody = await db.findBy(Member, { groupId })
  const memberOf = new Map(everybody.map((member) => [member.id, member]))
  const nameOf = new Map(everybody.map((member) => [member.externalId, displayName(member)]))
  const members = everybody.filter((member) => !member.staff)
  const who = (memberId: string) => {
    const member = memberOf.get(memberId)
    return { account: member?.externalId ?? '', name: member ? displayName(member) : '' }
  }
  // Somebody may have been named as staff only after what they said was handled.
  const isCustomer = ({ memberId }: { memberId: string | null }) => memberOf.get(memberId ?? '')?.staff === false
  const time = (at: number) => localTime(at, zone)
  const inquiries = await db.find(Inquiry, { where: { groupId }, order: { askedAt: 'ASC' } })
  const leads = await db.find(Lead, { where: { groupId, state: Not('not_a_lead') }, order: { firstMessageAt: 'ASC' } })
  const violations = await db.find(Violation, { where: { groupId, state: Not('undone') }, order: { at: 'ASC' } })
  const said = await spokenIn(db, groupIds)
  return {
    file,
    messages,
    added,
    skipped,
    members: members.length,
    staff: everybody.filter((member) => member.staff).map((member) => who(member.id)),
    leads: mergeLeads(leads.filter((lead) => isCustomer(lead) && !isTout(lead, violations))).map(
      ({ memberId, kinds, level, score, firstMessageAt, evidence }) => ({
        ...who(memberId),
        kinds,
        level,
        score: Math.round(score * 100) / 100,
        firstMessageAt: time(firstMessageAt),
        evidence: evidence.map(({ at, quote }) => ({ at: time(at), quote })),
      }),
    ),
    inquiries: countBy(inquiries.map((inquiry) => inquiry.topic)),
    violations: violations
      .filter((each) => isCustomer(each) && isFair(each))
      .map(({ memberId, at, rule, quote }) => ({
        ...who(memberId),
        at: time(at),
        label: rule,
        quote,
      })),
    newcomers: members
      .flatMap(({ id, reportedAt, cardOk }) =>
        reportedAt === null ? [] : [{ ...who(id), at: time(reportedAt), cardOk }],
      )
      .sort((one, other) => one.at.localeCompare(other.at)),
    rsvps: await rsvpsOf(db, groupIds, who),
    complaints: groupIds
      .flatMap((id) => complaintThreads(wordsOf(said.get(id) ?? [], { inquiries, violations, members: everybody })))
      .map(({ from, to, accounts, quote }) => ({
        from: time(from),
        to: time(to),
        accounts,
        names: accounts.map((account) => nameOf.get(account) ?? account),
        quote,
      })),
    health: healthOf(
      {
        messages: [...said.values()].flat(),
        members: members.map(({ externalId, joinedAt, leftAt }) => ({ account: externalId, joinedAt, leftAt })),
        inquiries: inquiries.map(({ state }) => ({ answered: state === 'answered' })),
      },
      zone,
    ),
  }
}

/** Whoever advertises and asks for customers is after business of his own: no friend of his is coming to us. */
const isTout = ({ memberId, kind }: Lead, violations: readonly Violation[]) =>
  kind === 'referral' && violations.some((each) => each.memberId === memberId && each.rule === 'ad')

/** What a person still has to look at is listed when it is more than the toss of a coin. */
const SURE_ENOUGH = 0.6
const isFair = ({ state, score }: Violation) => state === 'standing' || score >= SURE_ENOUGH

type Who = (memberId: string) => { account: string; name: string }

async function rsvpsOf(db: Db, groupIds: readonly string[], who: Who): Promise<Report['rsvps']> {
  const activities = await db.find(Activity, {
    where: { groupId: In([...groupIds]), state: 'open' },
    order: { announcedAt: 'ASC' },
  })
  const rsvps = await db.find(Rsvp, {
    where: { activityId: In(activities.map((each) => each.id)), state: In(['signed', 'waiting']) },
    order: { signedAt: 'ASC' },
  })
  return activities.map(({ id, title }) => ({
    event: title,
    people: rsvps
      .filter((rsvp) => rsvp.activityId === id)
      .map(({ memberId, adults, children, state }) => ({
        ...who(memberId),
        adults,
        children,
        state: state === 'waiting' ? ('waiting' as const) : ('coming' as const),
      })),
  }))
}

const countBy = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
