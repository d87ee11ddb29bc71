import { DateTime } from 'luxon'
import { DAY } from '../../../kit/clock.js'
import { Activity, type Db, type Group } from '../../../store/index.js'
import { ownerGroups } from '../../owner-groups.js'
import type { Voice } from '../answer.js'

interface Year {
  groups: readonly Group[]
  /** All that were not called off, oldest day first. */
  activities: readonly Activity[]
}

/** Longer than this no group is left without an activity. */
const MONTHS = 3
const SHOWN = 8

export async function loadYear(db: Db, now: number): Promise<Year> {
  const activities = await db.find(Activity, { order: { endsAt: 'ASC' } })
  const since = now - 366 * DAY
  return {
    groups: await ownerGroups(db),
    activities: activities.filter((each) => each.state !== 'cancelled' && each.endsAt > since),
  }
}

/** Groups that had none for three months and have none ahead. */
export function withoutActivity({ groups, activities }: Year, now: number, zone: string): Group[] {
  const since = DateTime.fromMillis(now, { zone }).minus({ months: MONTHS }).toMillis()
  return groups.filter(
    (group) => group.createdAt <= since && !activities.some((each) => each.groupId === group.id && each.endsAt > since),
  )
}

/** Each group with what it had and has ahead, and what is missing. */
export function yearText(voice: Voice, year: Year, now: number): string {
  const { say, dealer } = voice
  const dry = withoutActivity(year, now, dealer.zone)
  const day = (at: number) => DateTime.fromMillis(at - 1, { zone: dealer.zone }).toFormat('M/d')
  const lines = year.groups.map((group) => {
    const own = year.activities.filter((each) => each.groupId === group.id).slice(-SHOWN)
    const list = own.map(({ code, title, endsAt }) => `${day(endsAt)} ${title}（${code}）`).join('、') || '—'
    return say(dry.includes(group) ? 'activities.year_dry' : 'activities.year_line', { group: group.name, list })
  })
  return [say('activities.year'), ...lines].join('\n')
}
