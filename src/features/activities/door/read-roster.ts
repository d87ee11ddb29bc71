import type { FindOptionsWhere } from 'typeorm'
import type { Vault } from '../../../kit/crypto.js'
import { Activity, type Db } from '../../../store/index.js'
import type { Voice } from '../answer.js'
import { openDoor } from './door.js'
import { type RosterSheet, rosterSheet } from './roster-rows.js'

/** The list of names of the activity that is meant; null when there is none. */
export async function readRoster(
  db: Db,
  voice: Voice,
  vault: Vault,
  which: FindOptionsWhere<Activity>,
): Promise<RosterSheet | null> {
  const activity = await db.findOneBy(Activity, which)
  return activity && rosterSheet(voice, await openDoor(db, activity), vault)
}
