import { DAY } from '../../../kit/clock.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import type { Say } from '../../../kit/texts.js'
import { dayOf } from '../../../kit/zone.js'
import type { Store } from '../../../store/index.js'
import { tellStaffRooms } from '../../tell-staff.js'
import { ownerGroups, readGroupFacts } from './facts.js'
import { digestOf, healthText } from './words.js'

interface Deps {
  store: Store
  ids: Ids
  say: Say
  dealer: Dealer
  now: number
}

/** Every evening: what the day brought in each group where somebody spoke. Never to the customers. */
export async function tellDigest({ store, ids, say, dealer, now }: Deps): Promise<void> {
  await store.transaction(async (db) => {
    for (const group of await ownerGroups(db)) {
      const facts = await readGroupFacts(db, group, now, DAY)
      if (!facts.messages) continue
      const dedupe = `groups:digest:${group.id}:${dayOf(now, dealer.zone)}`
      await tellStaffRooms(db, { text: digestOf(say, dealer, group.name, facts), dedupe, now, ids })
    }
  })
}

/** Every week: how alive each group is, and the next sensible step. */
export async function tellHealth({ store, ids, say, dealer, now }: Deps): Promise<void> {
  await store.transaction(async (db) => {
    const groups = await ownerGroups(db)
    const lines: string[] = []
    for (const group of groups) lines.push(healthText(say, group.name, await readGroupFacts(db, group, now, 7 * DAY)))
    if (!lines.length) return
    const dedupe = `groups:health:${dayOf(now, dealer.zone)}`
    await tellStaffRooms(db, { text: lines.join('\n\n'), dedupe, now, ids })
  })
}
