import { DAY } from '../../../kit/clock.js'
import { dayOf } from '../../../kit/zone.js'
import type { JobDeps } from '../../job-deps.js'
import { ownerGroups } from '../../owner-groups.js'
import { tellStaffRooms } from '../../tell-staff.js'
import { readGroupFacts } from './facts.js'
import { readVitals } from './vitals.js'
import { digestOf, healthText } from './words.js'

/** Every evening: what the day brought in each group where somebody spoke. Never to the customers. */
export async function tellDigest({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  // One transaction a group: the talk of the others does not wait for all of them.
  for (const group of await store.direct(ownerGroups))
    await store.transaction(async (db) => {
      const facts = await readGroupFacts(db, group, now, DAY)
      if (!facts.messages) return
      const dedupe = `groups:digest:${group.id}:${dayOf(now, dealer.zone)}`
      await tellStaffRooms(db, { text: digestOf(say, dealer, group.name, facts), dedupe, now, ids })
    })
}

/** As many as fit on a phone. */
const TOLD_TOGETHER = 5

/** Every week: how alive each group is, and the next sensible step. */
export async function tellHealth({ store, ids, say, dealer, now }: JobDeps): Promise<void> {
  const groups = await store.direct(ownerGroups)
  for (let first = 0; first < groups.length; first += TOLD_TOGETHER)
    await store.transaction(async (db) => {
      const told: string[] = []
      for (const group of groups.slice(first, first + TOLD_TOGETHER)) {
        const facts = await readGroupFacts(db, group, now, 7 * DAY)
        told.push(healthText(say, group.name, facts, await readVitals(db, group, now, dealer.zone)))
      }
      const dedupe = `groups:health:${dayOf(now, dealer.zone)}:${first}`
      await tellStaffRooms(db, { text: told.join('\n\n'), dedupe, now, ids })
    })
}
