import { HOUR } from '../../../kit/clock.js'
import type { Db } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { publicName } from '../../public-name.js'
import type { Announcement } from '../announcement.js'
import { summarise } from '../roster.js'
import { toTalked } from '../rows.js'
import { tellGroup } from './say-in.js'
import type { Held } from './tick.js'

/** However many sign up: the list comes to the group no more often than this. */
const EVERY = 3 * HOUR
const NAMED = 12

/** One line of who is coming, when it is another one than the group saw last. */
export async function postList(db: Db, deps: JobDeps, { activity, group, rsvps, members }: Held): Promise<void> {
  const { say, now } = deps
  const { startsAt } = activity.announcement as Announcement
  const { posted, postedAt = activity.announcedAt } = activity.plan
  if (activity.state !== 'open' || startsAt <= now || now - postedAt < EVERY) return
  const { roster } = toTalked(activity, rsvps)
  const signed = roster.filter(({ state }) => state === 'signed')
  const names = signed.slice(0, NAMED).flatMap(({ person }) => {
    const member = members.find(({ id }) => id === person)
    return member ? publicName(say, member) : []
  })
  const { families, adults, children, waiting } = summarise(roster)
  const line = say(waiting ? 'activities.line_waiting' : 'activities.line', {
    title: activity.title,
    families,
    people: adults + children,
    names: names.join('、') + (signed.length > NAMED ? '…' : ''),
    waiting,
  })
  if (!signed.length || line === posted) return
  activity.plan = { ...activity.plan, posted: line, postedAt: now }
  await tellGroup(db, deps, group, { text: line, dedupe: `activities:line:${activity.id}:${now}` })
}
