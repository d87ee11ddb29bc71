import { DateTime } from 'luxon'
import type { GroupDay } from '../../../store/index.js'
import type { Talk } from './talk.js'

/** So many days back the nightly figures reach. */
export const MONTH = 30

/** A day of the calendar and the instants at which it begins and ends. */
export interface Span {
  day: string
  from: number
  to: number
}

export type Day = Omit<GroupDay, 'id' | 'groupId' | 'group'>

/** The last so many days, oldest first, today being the last of them. */
export function lastDays(now: number, zone: string, number: number): Span[] {
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  return Array.from({ length: number }, (_, n) => {
    const begin = today.minus({ days: number - 1 - n })
    return { day: begin.toISODate() as string, from: begin.toMillis(), to: begin.plus({ days: 1 }).toMillis() }
  })
}

interface Happened {
  talk: readonly Talk[]
  /** The customers. */
  members: readonly { externalId: string; joinedAt: number | null; leftAt: number | null }[]
  /** When polls and notices were opened, and activities announced. */
  polls: readonly number[]
  activities: readonly number[]
}

/** What each of these days came to. */
export function measureDays(spans: readonly Span[], { talk, members, polls, activities }: Happened): Day[] {
  const customers = new Set(members.map(({ externalId }) => externalId))
  return spans.map(({ day, from, to }) => {
    const within = (at: number | null) => at !== null && at >= from && at < to
    const said = talk.filter(({ at, isJoin }) => !isJoin && within(at))
    return {
      day,
      members: members.filter(
        ({ joinedAt, leftAt }) => (joinedAt === null || joinedAt < to) && (leftAt === null || leftAt >= to),
      ).length,
      speakers: new Set(said.map(({ by }) => by).filter((account) => customers.has(account))).size,
      messages: said.length,
      joined: members.filter(({ joinedAt }) => within(joinedAt)).length,
      left: members.filter(({ leftAt }) => within(leftAt)).length,
      pictures: said.reduce((sum, { pictures }) => sum + pictures, 0),
      files: said.reduce((sum, { files }) => sum + files, 0),
      polls: polls.filter(within).length,
      activities: activities.filter(within).length,
    }
  })
}
