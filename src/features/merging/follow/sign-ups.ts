import { In, MoreThan } from 'typeorm'
import { groupBy } from '../../../kit/group-by.js'
import type { Ids } from '../../../kit/ids.js'
import type { Say } from '../../../kit/texts.js'
import { type Activity, type Db, Rsvp, StaffAccount } from '../../../store/index.js'
import { displayName } from '../../step.js'
import { tellPeople } from '../../tell-people.js'
import { tellStaffRooms } from '../../tell-staff.js'

interface Telling {
  db: Db
  ids: Ids
  say: Say
  now: number
}

/**
 * Signed up with both accounts, somebody may mean the later number, or both: whoever looks after the activity asks them. By
 * itself none goes, for a seat that is free goes on to whoever waits, and could not be given back.
 */
export async function tellSignUps(
  { db, ids, say, now }: Telling,
  customerIds: readonly string[],
  dedupe: string,
): Promise<void> {
  const rsvps = await db.find(Rsvp, {
    where: {
      ...{ member: { customerId: In(customerIds) }, activity: { state: 'open', endsAt: MoreThan(now) } },
      state: In(['signed', 'waiting']),
    },
    relations: { member: true, activity: true },
    order: { changedAt: 'ASC', id: 'ASC' },
  })
  for (const [activity, own] of bothIn(rsvps)) {
    const { code, title, plan } = activity
    const lines = own.map(({ member, adults, children, state }) =>
      say(`merging.sign_up.${state}`, { name: member ? displayName(member) : '', adults, children }),
    )
    const text = [say('merging.signed_twice', { code, title }), ...lines].join('\n')
    const people = plan.owner ? await db.findBy(StaffAccount, { name: plan.owner }) : []
    const notice = { text, dedupe: `${dedupe}:${activity.id}`, now, ids }
    await (people.length ? tellPeople(db, people, notice) : tellStaffRooms(db, notice))
  }
}

/** Activity → sign-ups, of those for which both are signed up. */
const bothIn = (rsvps: readonly Rsvp[]): [Activity, Rsvp[]][] =>
  [...groupBy(rsvps, ({ activityId }) => activityId).values()].flatMap((own) => {
    const activity = own[0]?.activity
    return activity && new Set(own.map(({ member }) => member?.customerId)).size > 1 ? [[activity, own]] : []
  })
