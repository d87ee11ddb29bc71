import { In, IsNull, MoreThanOrEqual } from 'typeorm'
import { type Db, type Group, GroupDay, Member, MemberMark } from '../../../store/index.js'
import { displayName } from '../../step.js'
import { readCustomers } from './customers.js'
import { type Day, lastDays, MONTH } from './days.js'
import { findMarks, type Mark } from './find-marks.js'
import { strengthOf } from './marks.js'
import { countDays } from './measure.js'

export type Named = Pick<Mark, 'signs'> & { name: string }

/** How a group did over a month, and who stands out in it. */
export interface Vitals {
  /** How many members more than a week and a month ago. */
  week: number
  month: number
  polls: number
  activities: number
  pictures: number
  files: number
  /** Those who stand out most come first. */
  warm: Named[]
  influential: Named[]
}

/** From the days and marks that were found at night, and what was said since. */
export async function readVitals(db: Db, { id: groupId }: Group, now: number, zone: string): Promise<Vitals> {
  const spans = lastDays(now, zone, MONTH + 1)
  const stored = await db.findBy(GroupDay, { groupId, day: MoreThanOrEqual(spans[0]!.day) })
  const rest = spans.filter(({ day }) => !stored.some((each) => each.day === day))
  const customers = await readCustomers(db, groupId)
  const counted = await countDays(db, groupId, rest, customers)
  const days = [...stored, ...counted].sort((one, other) => one.day.localeCompare(other.day))
  // A group that was never looked at by night is looked at now.
  const marks = stored.length
    ? await db.findBy(MemberMark, { groupId })
    : await findMarks(db, groupId, customers, { spans, now })
  return { ...vitalsOf(days), ...(await nameMarks(db, marks)) }
}

/** `days`: oldest first. */
export function vitalsOf(days: readonly Day[]): Omit<Vitals, 'warm' | 'influential'> {
  const sum = (what: 'polls' | 'activities' | 'pictures' | 'files') => days.reduce((all, day) => all + day[what], 0)
  const members = days.at(-1)?.members ?? 0
  return {
    week: members - (days.at(-8)?.members ?? members),
    month: members - (days[0]?.members ?? members),
    polls: sum('polls'),
    activities: sum('activities'),
    pictures: sum('pictures'),
    files: sum('files'),
  }
}

async function nameMarks(db: Db, marks: readonly Mark[]): Promise<Pick<Vitals, 'warm' | 'influential'>> {
  const members = await db.find(Member, {
    where: { id: In(marks.map(({ memberId }) => memberId)), leftAt: IsNull() },
    order: { externalId: 'ASC' },
  })
  const named = members
    .flatMap((member) => {
      const mark = marks.find(({ memberId }) => memberId === member.id)
      return mark ? { name: displayName(member), ...mark } : []
    })
    .sort((one, other) => strengthOf(other.signs) - strengthOf(one.signs))
  return { warm: named.filter(({ warm }) => warm), influential: named.filter(({ influential }) => influential) }
}
