import { In, MoreThan } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import {
  Activity,
  ChannelAccount,
  type Db,
  type Group,
  Incident,
  Inquiry,
  Lead,
  Member,
  Message,
  OPEN_LEADS,
  Violation,
} from '../../../store/index.js'
import { displayName } from '../../step.js'
import { type Activeness, activenessOf } from '../health.js'
import { messageLink } from './message-link.js'

/** How a group has been doing. Counts are of the span that was asked for, unless they say otherwise. */
export interface GroupFacts {
  messages: number
  messagesPerDay: number
  activeness: Activeness
  /** Customers in the group now. */
  members: number
  /** Of them, those who said something. */
  active: number
  joined: number
  left: number
  /** Names of those who have said nothing for a month, the longest silence first. */
  silent: string[]
  /** Whole days since an activity was last announced; null when there never was one. */
  daysSinceActivity: number | null
  questions: Said[]
  /** Of all questions, those that nobody has answered. */
  open: number
  leads: Said[]
  complaints: Said[]
  violations: number
  /** Rude words between members. */
  quarrels: number
  /** A complaint storm is going on. */
  incident: boolean
}

interface Said {
  /** Where the words can be read, on platforms whose messages have an address. */
  link?: string
  at: number
  name: string
  quote: string
}

const LOOKED_AT = {
  ...{ id: true, externalId: true, card: true, nickname: true },
  ...{ joinedAt: true, leftAt: true, lastMessageAt: true },
} as const

const SILENT_AFTER = 30 * DAY

/** Reads what happened in a group in the last `span` ms. */
export async function readGroupFacts(db: Db, group: Group, now: number, span: number): Promise<GroupFacts> {
  const groupId = group.id
  const since = MoreThan(now - span)
  const messages = await db.countBy(Message, { groupId, type: 'message', sentAt: since })
  const everybody = await db.find(Member, { select: LOOKED_AT, where: { groupId, staff: false } })
  const here = everybody.filter((member) => member.leftAt === null)
  const names = new Map(everybody.map((member) => [member.id, displayName(member)]))
  const questions = await db.find(Inquiry, {
    select: { id: true, askedAt: true, memberId: true, messageId: true, quote: true, topic: true, state: true },
    where: { groupId, askedAt: since },
    order: { askedAt: 'ASC' },
  })
  const leads = await db.find(Lead, {
    select: { id: true, raisedAt: true, memberId: true, evidence: true as never },
    where: { groupId, raisedAt: since, state: In(OPEN_LEADS) },
    order: { raisedAt: 'ASC' },
  })
  const violations = await db.find(Violation, {
    ...{ select: { id: true, rule: true }, where: { groupId, at: since, state: 'standing' } },
  })
  const [latest] = await db.find(Activity, {
    select: { id: true, announcedAt: true },
    where: { groupId },
    order: { announcedAt: 'DESC' },
    take: 1,
  })
  const [incident] = await db.find(Incident, { select: { id: true }, where: { groupId, state: 'open' }, take: 1 })
  const messagesPerDay = Math.round(messages / Math.max(1, span / DAY))
  const linkOf = await createLinks(db, group, [
    ...questions.map((each) => each.messageId),
    ...leads.flatMap((lead) => lead.evidence.at(-1)?.messageId ?? []),
  ])
  const asked = ({ askedAt, memberId, quote, messageId }: Inquiry) => ({
    at: askedAt,
    name: names.get(memberId) ?? '',
    quote,
    link: linkOf(messageId),
  })
  const spoke = (member: Pick<Member, 'lastMessageAt'>, within: number) =>
    member.lastMessageAt !== null && member.lastMessageAt > now - within
  return {
    messages,
    messagesPerDay,
    activeness: activenessOf(messagesPerDay),
    members: here.length,
    active: here.filter((member) => spoke(member, span)).length,
    joined: everybody.filter(({ joinedAt }) => joinedAt !== null && joinedAt > now - span).length,
    left: everybody.filter(({ leftAt }) => leftAt !== null && leftAt > now - span).length,
    silent: here
      .filter((member) => !spoke(member, SILENT_AFTER) && (member.joinedAt ?? 0) < now - SILENT_AFTER)
      .sort((one, other) => (one.lastMessageAt ?? 0) - (other.lastMessageAt ?? 0))
      .map(displayName),
    daysSinceActivity: latest ? Math.floor((now - latest.announcedAt) / DAY) : null,
    questions: questions.filter(({ topic }) => topic !== 'complaint').map(asked),
    open: questions.filter(({ state }) => state === 'open').length,
    leads: leads.map(({ raisedAt, memberId, evidence }) => ({
      at: raisedAt,
      name: names.get(memberId ?? '') ?? '',
      quote: evidence.at(-1)?.quote ?? '',
      link: linkOf(evidence.at(-1)?.messageId),
    })),
    complaints: questions.filter(({ topic }) => topic === 'complaint').map(asked),
    violations: violations.length,
    quarrels: violations.filter(({ rule }) => rule === 'abuse').length,
    incident: incident !== undefined,
  }
}

/** Message → its address, on platforms that have one. */
async function createLinks(db: Db, { accountId, externalId }: Group, ids: readonly string[]) {
  const account = ids.length ? await db.findOneBy(ChannelAccount, { id: accountId }) : null
  if (account?.channel !== 'telegram') return () => undefined
  const rows = await db.find(Message, { select: { id: true, externalId: true }, where: { id: In([...ids]) } })
  const known = new Map(rows.map((row) => [row.id, row.externalId]))
  return (id: string | undefined) => messageLink(account.channel, externalId, known.get(id ?? ''))
}
