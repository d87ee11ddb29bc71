import type { Vault } from '../../../kit/crypto.js'
import { Activity, type Db } from '../../../store/index.js'
import type { Voice } from '../answer.js'
import { openDoors } from './door.js'
import { type RosterSheet, rosterSheet } from './roster-rows.js'

/** The list of names of an activity by its number; null when there is none. */
export async function readRoster(db: Db, voice: Voice, vault: Vault, code: number): Promise<RosterSheet | null> {
  const activity = await db.findOneBy(Activity, { code })
  const door = activity && (await openDoors(db, [activity])).get(activity.id)
  return door ? rosterSheet(voice, door, vault) : null
}
