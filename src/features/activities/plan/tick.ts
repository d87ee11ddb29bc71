import { In, MoreThanOrEqual } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { Activity, type Db, forUpdate, Group, Member, OutboxItem, Rsvp, writeRows } from '../../../store/index.js'
import { freshForecast } from '../../forecast.js'
import type { JobDeps } from '../../job-deps.js'
import { displayName } from '../../step.js'
import type { Announcement } from '../announcement.js'
import { confirmUntil, promotedAction, seatNews } from '../promoted.js'
import { release } from '../roster.js'
import { toTalked } from '../rows.js'
import { limits } from '../talk.js'
import { postList } from './list-line.js'
import { dueNow, dueOf } from './milestones.js'
import { remind } from './remind.js'
import { sayIn } from './say-in.js'
import { takeStep } from './take-step.js'

/** After the review nothing is due any more. */
const OVER = 11 * DAY

/** An activity with all that its steps and reminders need to know. */
export interface Held {
  activity: Activity
  group: Group
  rsvps: Rsvp[]
  /** The customers of its group. */
  members: readonly Member[]
}

/** `vault`: some are sent a link that is theirs alone. */
export interface TickDeps extends JobDeps {
  vault: Vault
}

/** Every half hour of the day: steps and reminders that are due, seats that nobody confirmed, the list in the group. */
export async function tickActivities(deps: TickDeps): Promise<void> {
  const { store, now, dealer } = deps
  const where = { state: In(['draft', 'open']), endsAt: MoreThanOrEqual(now - OVER) }
  const some = await store.direct((db) => db.find(Activity, { select: { id: true }, where, take: 1 }))
  if (!some.length) return
  await store.transaction(async (db) => {
    const activities = await db.find(Activity, { where, order: { announcedAt: 'ASC', id: 'ASC' }, ...forUpdate(db) })
    const groups = await db.findBy(Group, { id: In(activities.map((each) => each.groupId)) })
    const rsvps = await db.find(Rsvp, {
      where: { activityId: In(activities.map((each) => each.id)) },
      order: { signedAt: 'ASC' },
    })
    const members = await db.findBy(Member, { groupId: In(groups.map((each) => each.id)), staff: false })
    const forecast = await freshForecast(db, now)
    for (const activity of activities) {
      const group = groups.find(({ id }) => id === activity.groupId)
      if (group?.presence !== 'here') continue
      const held: Held = {
        activity,
        group,
        rsvps: rsvps.filter(({ activityId }) => activityId === activity.id),
        members: members.filter(({ groupId }) => groupId === activity.groupId),
      }
      const announcement = activity.announcement as Announcement
      if (activity.state === 'open' && announcement.startsAt > now) await releaseSeats(db, deps, held)
      const done = activity.plan.done ?? []
      const due = dueNow(dueOf(announcement, activity.plan, dealer.zone), done, now)
      for (const { key } of due) {
        const [kind, what = ''] = key.split(':')
        if (kind === 'remind') await remind(db, deps, held, key, forecast)
        else await takeStep(db, deps, held, what)
      }
      activity.plan = { ...activity.plan, ...(due.length && { done: [...done, ...due.map(({ key }) => key)] }) }
      await postList(db, deps, held)
      await writeRows(db, Activity, [activity], 'update')
    }
  })
}

/** Seats that nobody confirmed in time go to the next who wait. */
async function releaseSeats(db: Db, deps: JobDeps, { activity, group, rsvps, members }: Held): Promise<void> {
  const { now } = deps
  const late = rsvps.filter(({ state, confirmBy }) => state === 'signed' && confirmBy !== null && confirmBy <= now)
  if (!late.length) return
  const talked = toTalked(activity, rsvps)
  const { roster, promoted, released } = release(
    talked.roster,
    late.map(({ memberId }) => memberId),
    limits(talked).cap,
    now,
  )
  const until = confirmUntil(talked.announcement, now)
  const changed = rsvps.filter((row) => late.includes(row) || promoted.includes(row.memberId))
  for (const row of changed) {
    const entry = roster.find(({ person }) => person === row.memberId)
    if (entry) Object.assign(row, { state: entry.state, signedAt: entry.since, changedAt: now })
    row.confirmBy = promoted.includes(row.memberId) ? until : null
  }
  await writeRows(db, Rsvp, changed, 'update')
  const nameOf = (id: string) => {
    const member = members.find((each) => each.id === id)
    return member ? displayName(member) : ''
  }
  const { say } = deps
  const { id, title } = activity
  const items = [
    ...promoted.map((person) => ({
      key: `promoted:${person}`,
      action: promotedAction(deps, group, { id, title, name: nameOf(person), until }),
    })),
    ...released.map((person) => ({
      key: `released:${person}`,
      action: sayIn(group, say('activities.released', { name: nameOf(person), title })),
    })),
  ].map(({ key, action }) => seatNews(group, `${key}:${id}`, action, deps))
  await writeRows(db, OutboxItem, items, 'ignore')
}
