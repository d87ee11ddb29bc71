import { In } from 'typeorm'
import type { Ids } from '../../../kit/ids.js'
import { type Activity, Arrival, type Db, Job, Member, Rsvp, type Writes } from '../../../store/index.js'
import { earningJob } from '../../earn-points.js'
import { displayName } from '../../step.js'
import type { Heads } from '../roster.js'
import { seatCodes } from './seat-codes.js'

/** What is known at the door of one activity. */
export interface Door {
  activity: Activity
  rsvps: Rsvp[]
  /** The customers of the group. */
  members: readonly Member[]
  arrivals: Arrival[]
  /** Id of a sign-up → its code. */
  codes: ReadonlyMap<string, string>
}

/** The doors of some activities, one query a table. */
export async function openDoors(db: Db, activities: readonly Activity[]): Promise<Map<string, Door>> {
  if (!activities.length) return new Map()
  const activityId = In(activities.map(({ id }) => id))
  const rsvps = await db.find(Rsvp, { where: { activityId }, order: { id: 'ASC' } })
  const arrivals = await db.find(Arrival, { where: { activityId }, order: { at: 'ASC', id: 'ASC' } })
  const groupIds = [...new Set(activities.map(({ groupId }) => groupId))]
  const members = await db.findBy(Member, { groupId: In(groupIds), staff: false })
  return new Map(
    activities.map((activity) => {
      const own = rsvps.filter((rsvp) => rsvp.activityId === activity.id)
      const ids = own.map(({ id }) => id)
      return [
        activity.id,
        {
          activity,
          rsvps: own,
          members: members.filter(({ groupId }) => groupId === activity.groupId),
          arrivals: arrivals.filter((arrival) => arrival.activityId === activity.id),
          codes: seatCodes(activity.id, ids),
        },
      ]
    }),
  )
}

export const openDoor = async (db: Db, activity: Activity): Promise<Door> =>
  (await openDoors(db, [activity])).get(activity.id) as Door

/** Those who are in: neither a mistake nor taken back. */
export const present = ({ arrivals }: Pick<Door, 'arrivals'>): Arrival[] =>
  arrivals.filter(({ undoneAt }) => undoneAt === null)

export const holders = ({ rsvps }: Pick<Door, 'rsvps'>): Rsvp[] => rsvps.filter(({ state }) => state === 'signed')

export function nameOf({ members }: Pick<Door, 'members'>, { memberId, name }: Pick<Arrival, 'memberId' | 'name'>) {
  const member = members.find(({ id }) => id === memberId)
  return member ? displayName(member) : name
}

/** Somebody at the door. `id` is made where it was noted: the same one again changes nothing. */
export interface Arriving {
  id: string
  memberId: string | null
  name: string
  heads: Heads | null
  /** UTC ms: ours, and by the clock of the phone. */
  at: number
  phoneAt: number | null
  by: string
}

interface Pen {
  writes: Writes
  ids: Ids
  now: number
}

/** `already`: somebody noted it first, and theirs stays. `undone`: it was noted, and taken back since. */
export type Arrived = { outcome: 'arrived' | 'already' | 'undone'; arrival: Arrival }

/** Lets somebody in: the first note of a member wins, whichever phone it comes from. A member is paid points for it, once. */
export function arrive(door: Door, arriving: Arriving, { writes, ids, now }: Pen): Arrived {
  const { activity, rsvps, members, arrivals } = door
  const { id, memberId, heads, name, ...noted } = arriving
  const same = arrivals.find((each) => each.id === id)
  if (same) return { outcome: same.undoneAt === null ? 'arrived' : 'undone', arrival: same }
  const before = memberId === null ? undefined : arrivals.find((each) => each.memberId === memberId)
  if (before && before.undoneAt === null) return { outcome: 'already', arrival: before }
  const rsvp = rsvps.find((each) => each.memberId === memberId)
  const { adults, children } = heads ?? (rsvp && rsvp.adults + rsvp.children > 0 ? rsvp : { adults: 1, children: 0 })
  const values = { adults, children, ...noted, undoneAt: null }
  const arrival = before
    ? Object.assign(before, values)
    : writes.insert(Arrival, {
        ...{ id, activityId: activity.id, memberId, name: memberId === null ? name : '' },
        ...values,
      })
  if (before) writes.update(Arrival, arrival)
  else arrivals.push(arrival)
  if (rsvp && rsvp.absentAt !== null) writes.update(Rsvp, Object.assign(rsvp, { absentAt: null }))
  const customerId = members.find((each) => each.id === memberId)?.customerId
  if (customerId) {
    const earning = { customerId, reason: 'activity' as const, subject: activity.id, note: activity.title }
    writes.insert(Job, earningJob(ids(), earning, now))
  }
  return { outcome: 'arrived', arrival }
}

/** Takes an arrival back; null when there is none. The points stay: 冲正 takes them back. */
export function undo(arrival: Arrival | undefined, { writes, now }: Pick<Pen, 'writes' | 'now'>): Arrival | null {
  if (!arrival || arrival.undoneAt !== null) return null
  writes.update(Arrival, Object.assign(arrival, { undoneAt: now }))
  return arrival
}

/** Families, heads, and those with a seat who are not there. */
export function countDoor(door: Door) {
  const inside = present(door)
  const sum = (of: 'adults' | 'children') => inside.reduce((total, each) => total + each[of], 0)
  const missing = holders(door).filter(({ memberId }) => !inside.some((each) => each.memberId === memberId))
  const signed = holders(door).length
  const walkIns = inside.filter(({ memberId }) => !holders(door).some((each) => each.memberId === memberId)).length
  return { families: inside.length, adults: sum('adults'), children: sum('children'), signed, walkIns, missing }
}
