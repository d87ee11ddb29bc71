import { dayOf } from '../../../kit/zone.js'
import type { JobDeps } from '../../job-deps.js'
import { tellStaffRooms } from '../../tell-staff.js'
import { loadYear, withoutActivity } from './year.js'

/** On the first of the month: groups that had no activity for three months and have none ahead. */
export async function tellGroupsWithout({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  await store.transaction(async (db) => {
    const dry = withoutActivity(await loadYear(db, now), now, dealer.zone)
    if (!dry.length) return
    const text = say('activities.dry', { groups: dry.map(({ name }) => name).join('、') })
    await tellStaffRooms(db, { text, dedupe: `activities:dry:${dayOf(now, dealer.zone)}`, now, ids })
  })
}
