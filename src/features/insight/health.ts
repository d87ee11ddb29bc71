import { DateTime } from 'luxon'
import { DAY } from '../../kit/clock.js'
import type { Health } from './report-types.js'

export interface GroupFacts {
  /** When each message was sent, and by whom, the staff included. */
  messages: readonly { account: string; at: number }[]
  /** The customers. */
  members: readonly { account: string; joinedAt: number | null; leftAt: number | null }[]
  inquiries: readonly { answered: boolean }[]
}

/** Above this many messages a day a group is very active, from the second on it is active. */
const VERY_ACTIVE = 300
const ACTIVE = 50

export type Activeness = 'very_active' | 'active' | 'inactive'

export const activenessOf = (messagesPerDay: number): Activeness =>
  messagesPerDay > VERY_ACTIVE ? 'very_active' : messagesPerDay >= ACTIVE ? 'active' : 'inactive'

/** 活跃度: how alive a group is, by the scale of the business. */
export function healthOf({ messages, members, inquiries }: GroupFacts, zone: string): Health {
  const last = messages.reduce((latest, { at }) => Math.max(latest, at), 0)
  const customers = new Set(members.map(({ account }) => account))
  const days = daysOf(messages, zone)
  const messagesPerDay = days ? Math.round(messages.length / days) : 0
  return {
    days,
    messagesPerDay,
    activity: activenessOf(messagesPerDay),
    members: members.filter(({ leftAt }) => leftAt === null).length,
    activeMembers: new Set(
      messages.filter(({ account, at }) => at > last - 7 * DAY && customers.has(account)).map(({ account }) => account),
    ).size,
    joined: members.filter(({ joinedAt }) => joinedAt !== null).length,
    left: members.filter(({ leftAt }) => leftAt !== null).length,
    questions: inquiries.length,
    answered: inquiries.filter(({ answered }) => answered).length,
  }
}

/** Days on which somebody spoke. Only the first message of each is put on the calendar. */
function daysOf(messages: GroupFacts['messages'], zone: string): number {
  const times = messages.map(({ at }) => at).sort((one, other) => one - other)
  let days = 0
  let dayEnds = Number.NEGATIVE_INFINITY
  for (const at of times) {
    if (at <= dayEnds) continue
    days += 1
    dayEnds = DateTime.fromMillis(at, { zone }).endOf('day').toMillis()
  }
  return days
}
