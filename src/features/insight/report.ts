import { In, Not } from 'typeorm'
import { localTime } from '../../kit/zone.js'
import { Activity, type Db, Inquiry, Lead, Member, Message, Rsvp, Violation } from '../../store/index.js'
import { displayName } from '../step.js'
import { complaintThreads } from './complaint-threads.js'
import { healthOf } from './health.js'
import { mergeLeads } from './merge-leads.js'
import type { Report } from './report-types.js'

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
  const members = everybody.filter((member) => !member.staff)
  const who = (memberId: string) => {
    const member = memberOf.get(memberId)
    return { account: member?.externalId ?? '', name: member ? displayName(member) : '' }
  }
  const time = (at: number) => localTime(at, zone)
  const inquiries = await db.find(Inquiry, { where: { groupId }, order: { askedAt: 'ASC' } })
  const leads = await db.find(Lead, { where: { groupId, state: Not('not_a_lead') }, order: { firstMessageAt: 'ASC' } })
  const violations = await db.find(Violation, { where: { groupId, state: Not('undone') }, order: { at: 'ASC' } })
  const said = await db.find(Message, {
    select: { id: true, sentAt: true, text: true, details: true as never },
    where: { groupId, type: 'message' },
    order: { sentAt: 'ASC' },
  })
  return {
    file,
    messages,
    added,
    skipped,
    members: members.length,
    staff: everybody.filter((member) => member.staff).map((member) => who(member.id)),
    leads: mergeLeads(leads).map(({ memberId, kinds, level, score, firstMessageAt, evidence }) => ({
      ...who(memberId),
      kinds,
      level,
      score: Math.round(score * 100) / 100,
      firstMessageAt: time(firstMessageAt),
      evidence: evidence.map(({ at, quote }) => ({ at: time(at), quote })),
    })),
    inquiries: countBy(inquiries.map((inquiry) => inquiry.topic)),
    violations: violations.map(({ memberId, at, rule, quote }) => ({
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
    complaints: complaintsOf(said, inquiries, everybody).map(({ from, to, accounts }) => ({
      from: time(from),
      to: time(to),
      accounts,
    })),
    health: healthOf(
      {
        messages: said.map((message) => ({ account: message.details.sender.id, at: message.sentAt })),
        members: everybody.map(({ externalId, joinedAt, leftAt }) => ({ account: externalId, joinedAt, leftAt })),
        inquiries: inquiries.map(({ state }) => ({ answered: state === 'answered' })),
      },
      zone,
    ),
  }
}

type Who = (memberId: string) => { account: string; name: string }

async function rsvpsOf(db: Db, groupIds: readonly string[], who: Who): Promise<Report['rsvps']> {
  const activities = await db.find(Activity, {
    where: { groupId: In([...groupIds]), state: 'open' },
    order: { announcedAt: 'ASC' },
  })
  const rsvps = await db.find(Rsvp, {
    where: { activityId: In(activities.map((each) => each.id)), state: Not('cancelled') },
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

function complaintsOf(said: readonly Message[], inquiries: readonly Inquiry[], members: readonly Member[]) {
  const complaints = new Set(inquiries.filter(({ topic }) => topic === 'complaint').map(({ messageId }) => messageId))
  const names = new Map(members.map((member) => [member.externalId, [displayName(member)]]))
  return complaintThreads(
    said.map(({ id, sentAt, text, details }) => ({
      account: details.sender.id,
      names: names.get(details.sender.id) ?? [],
      at: sentAt,
      text,
      complaint: complaints.has(id),
    })),
  )
}

const countBy = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
