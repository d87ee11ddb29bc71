import { type Db, Rsvp, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { headsText } from '../answer.js'
import { countDoor, type Door, present } from './door.js'

/**
 * The day is over: whoever had a seat and did not come is marked, and the visits are counted where nobody counted them by
 * hand. Answers a line for the owner; an empty one when nobody kept the door, since then nothing is known.
 */
export async function closeDoor(db: Db, deps: JobDeps, door: Door): Promise<string> {
  if (!present(door).length) return ''
  const { families, adults, children, walkIns, missing } = countDoor(door)
  for (const rsvp of missing) rsvp.absentAt = deps.now
  await writeRows(db, Rsvp, missing, 'update')
  const { activity } = door
  const { plan } = activity
  activity.plan = { ...plan, counted: { ...plan.counted, visits: plan.counted?.visits ?? families } }
  const heads = headsText(deps, { adults, children })
  return deps.say('activities.door_closed', { families, heads, walkIns, absent: missing.length })
}
