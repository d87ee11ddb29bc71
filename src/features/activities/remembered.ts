import { In, MoreThanOrEqual } from 'typeorm'
import { instantOf } from '../../kit/chinese/dates.js'
import { Activity, GroupTalk, Member, NEW_RSVP, Rsvp } from '../../store/index.js'
import { type Batch, displayName } from '../step.js'
import type { Announcement } from './announcement.js'
import { findActivities } from './find-activities.js'
import { revised } from './form/calendar.js'
import type { NamedMember } from './match-name.js'
import { promote, type SignUp } from './roster.js'
import { activityRow, toTalked } from './rows.js'
import { NO_TALK, replaceActivity, type Talk } from './talk.js'

/** The talk of one group, with the rows that it was read from. */
export interface Remembered {
  groupId: string
  talk: Talk
  members: NamedMember[]
  /** By the key that the talk knows them by. */
  activities: Map<string, Activity>
  rsvps: Map<string, Rsvp>
  row: GroupTalk | null
}

export const rsvpKey = (activityId: string, memberId: string) => `${activityId} ${memberId}`

const remembered = new WeakMap<Batch, Map<string, Remembered>>()

/**
 * Reads the talk of these groups: one query a table. Activities that are over by `earliest` stay out. All steps of a
 * batch have the same talk in their hands, so that none gives away a seat that another one has given.
 */
export async function remember(
  batch: Batch,
  groupIds: readonly string[],
  earliest: number,
): Promise<Map<string, Remembered>> {
  const known = remembered.get(batch) ?? new Map<string, Remembered>()
  remembered.set(batch, known)
  const unknown = groupIds.filter((id) => !known.has(id))
  if (unknown.length) for (const [id, talk] of await recall(batch, unknown, earliest)) known.set(id, talk)
  return new Map(groupIds.map((id) => [id, known.get(id) as Remembered]))
}

async function recall(batch: Batch, groupIds: readonly string[], earliest: number): Promise<Map<string, Remembered>> {
  const { db } = batch
  const groupId = In([...groupIds])
  const activities = await findActivities(batch, {
    where: { groupId, state: 'open', endsAt: MoreThanOrEqual(earliest) },
    order: { announcedAt: 'ASC', id: 'ASC' },
  })
  const rsvps = activities.length
    ? await db.find(Rsvp, { where: { activityId: In(activities.map((each) => each.id)) }, order: { signedAt: 'ASC' } })
    : []
  const rows = await db.findBy(GroupTalk, { id: groupId })
  // Names matter only where somebody may sign up.
  const busy = [...new Set(activities.map((each) => each.groupId))]
  const members = busy.length ? await db.findBy(Member, { groupId: In(busy), staff: false }) : []
  return new Map(
    groupIds.map((id) => {
      const own = activities.filter((each) => each.groupId === id)
      const row = rows.find((each) => each.id === id) ?? null
      const talk: Talk = {
        ...NO_TALK,
        ...(row?.talk as Partial<Talk> | undefined),
        activities: own.map((activity) =>
          toTalked(
            activity,
            rsvps.filter((rsvp) => rsvp.activityId === activity.id),
          ),
        ),
      }
      return [
        id,
        {
          groupId: id,
          talk,
          row,
          members: members
            .filter((each) => each.groupId === id)
            .map((each) => ({ id: each.id, name: displayName(each) })),
          activities: new Map(own.map((each) => [each.key, each])),
          rsvps: new Map(rsvps.map((each) => [rsvpKey(each.activityId, each.memberId), each])),
        },
      ]
    }),
  )
}

/** What a notice needs to become an activity. */
interface Made {
  text: string
  nextCode: () => number
}

/** Writes what one message changed: new and changed activities, and changed sign-ups. */
export function keep(batch: Batch, known: Remembered, next: Talk, at: number, made?: Made): void {
  for (const talked of next.activities) {
    const before = known.talk.activities.find((each) => each.id === talked.id)
    if (before === talked) continue
    let activity = known.activities.get(talked.id)
    if (!activity) {
      if (!made) throw new Error('an activity that nobody announced')
      activity = batch.writes.insert(
        Activity,
        activityRow(
          { id: batch.ids(), code: made.nextCode(), groupId: known.groupId },
          talked,
          made.text,
          batch.dealer.zone,
          'open',
        ),
      )
      known.activities.set(talked.id, activity)
    } else if (activity.announcement !== talked.announcement || activity.closedAt !== (talked.closedAt ?? null)) {
      const plan = activity.announcement === talked.announcement ? activity.plan : revised(activity.plan)
      Object.assign(activity, { announcement: talked.announcement, closedAt: talked.closedAt ?? null, plan })
      batch.writes.update(Activity, activity)
    }
    for (const signUp of talked.roster)
      if (!before?.roster.includes(signUp)) keepSignUp(batch, known.rsvps, activity.id, signUp, at)
  }
  known.talk = next
}

type Pen = Pick<Batch, 'writes' | 'ids'>

/** Writes an entry of the list into its row, which is among those that are known, or new. */
export function keepSignUp(
  { writes, ids }: Pen,
  rsvps: Map<string, Rsvp>,
  activityId: string,
  signUp: SignUp,
  at: number,
): void {
  const { person, since, ...rest } = signUp
  // Whoever says how many are coming is coming.
  const values = { ...rest, signedAt: since, changedAt: at, confirmBy: null }
  const row = rsvps.get(rsvpKey(activityId, person))
  if (row) writes.update(Rsvp, Object.assign(row, values))
  else
    rsvps.set(
      rsvpKey(activityId, person),
      writes.insert(Rsvp, { ...NEW_RSVP, id: ids(), activityId, memberId: person, ...values }),
    )
}

/** Keeps the rest of the talk for the next batch. */
export function keepTalk(batch: Batch, { row, talk, groupId }: Remembered): void {
  const { activities: _activities, ...rest } = talk
  if (row) batch.writes.update(GroupTalk, Object.assign(row, { talk: rest }))
  else batch.writes.insert(GroupTalk, { id: groupId, talk: rest })
}

/** Somebody who has no seat says perhaps, or no: who is reminded, and how, depends on it. */
export function keepUndecided(
  { writes, ids }: Pen,
  { rsvps }: Pick<Remembered, 'rsvps'>,
  activityId: string,
  memberId: string,
  { state, at }: { state: 'undecided' | 'declined'; at: number },
): void {
  const row = rsvps.get(rsvpKey(activityId, memberId))
  if (row?.state === 'signed' || row?.state === 'waiting') return
  const values = { state, by: 'self' as const, changedAt: at }
  if (row) {
    writes.update(Rsvp, Object.assign(row, values))
    return
  }
  const fresh = { adults: 0, children: 0, signedAt: at, confirmBy: null }
  const made = writes.insert(Rsvp, { ...NEW_RSVP, id: ids(), activityId, memberId, ...values, ...fresh })
  rsvps.set(rsvpKey(activityId, memberId), made)
}

/** What the staff changed of an activity, in its row and in the talk that other steps of the batch have. Answers who moved up. */
export function keepAnnouncement(
  batch: Batch,
  at: number,
  activity: Activity,
  announcement: Announcement,
  known: Remembered | undefined,
): readonly string[] {
  Object.assign(activity, {
    announcement,
    plan: revised(activity.plan),
    title: announcement.title.slice(0, 255),
    endsAt: instantOf(announcement.day, { hour: 24, minute: 0 }, batch.dealer.zone),
  })
  batch.writes.update(Activity, activity)
  const talked = known?.talk.activities.find(({ id }) => id === activity.key)
  if (!known || !talked) return []
  // More seats are for those who wait.
  const { roster, promoted } = promote(talked.roster, announcement.cap)
  keep(batch, known, replaceActivity(known.talk, { ...talked, announcement, roster }), at)
  return promoted
}
