import type { Clock } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { Activity, type Db, forUpdate, Group, Member, Rsvp } from '../../../store/index.js'
import { ownerGroup } from '../../owner-groups.js'
import { readLink } from '../links.js'

/** Whose form it is, and all who answered besides. */
export interface Seat {
  activity: Activity
  group: Group
  member: Member
  /** In the order of signing up. */
  rsvps: Rsvp[]
}

interface Around {
  vault: Vault
  clock: Clock
}

/** What a link opens; null when it is no good, or when there is nothing to sign up for any more. `hold`: to be changed. */
export async function findSeat(db: Db, { vault, clock }: Around, token: string, hold = false): Promise<Seat | null> {
  const link = readLink('seat', token, clock.now(), vault)
  if (!link) return null
  // Whoever else gives seats away waits until we are done.
  const activity = await db.findOne(Activity, {
    where: { id: link.activityId, state: 'open' },
    ...(hold && forUpdate(db)),
  })
  const member = await db.findOneBy(Member, { id: link.who, staff: false })
  if (!activity || !member || member.leftAt !== null || member.groupId !== activity.groupId) return null
  const group = await db.findOneBy(Group, { ...ownerGroup, id: activity.groupId })
  return group && { activity, group, member, rsvps: await findRsvps(db, activity) }
}

export const findRsvps = (db: Db, { id }: Activity): Promise<Rsvp[]> =>
  db.find(Rsvp, { where: { activityId: id }, order: { signedAt: 'ASC', id: 'ASC' } })
