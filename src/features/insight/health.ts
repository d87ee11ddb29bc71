import { DAY } from '../../kit/clock.js'
import { dayOf } from '../../kit/zone.js'
import type { Health } from './report-types.js'

export interface GroupFacts {
  /** When each message of people was sent, and by whom. */
  messages: readonly { account: string; at: number }[]
  members: readonly { account: string; joinedAt: number | null; leftAt: number | null }[]
  inquiries: readonly { answered: boolean }[]
}

/** Above this many messages a day a group is very active, from the second on it is active. */
const VERY_ACTIVE = 300
const ACTIVE = 50

/** 活跃度: how alive a group is, by the scale of the business. */
export function healthOf({ messages, members, inquiries }: GroupFacts, zone: string): Health {
  const last = messages.reduce((latest, { at }) => Math.max(latest, at), 0)
  const days = new Set(messages.map(({ at }) => dayOf(at, zone))).size
  const messagesPerDay = days ? Math.round(messages.length / days) : 0
  return {
    days,
    messagesPerDay,
    activity: messagesPerDay > VERY_ACTIVE ? 'very_active' : messagesPerDay >= ACTIVE ? 'active' : 'inactive',
    members: members.filter(({ leftAt }) => leftAt === null).length,
    activeMembers: new Set(messages.filter(({ at }) => at > last - 7 * DAY).map(({ account }) => account)).size,
    joined: members.filter(({ joinedAt }) => joinedAt !== null).length,
    left: members.filter(({ leftAt }) => leftAt !== null).length,
    questions: inquiries.length,
    answered: inquiries.filter(({ answered }) => answered).length,
  }
}
