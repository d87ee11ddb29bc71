import { createHash } from 'node:crypto'

const CODES = 10_000

/**
 * A code of four digits for each sign-up of an activity, to be said at the door. Pure: a row keeps its code as long as
 * those before it are there, since the rows come in the order in which they were made, and rows are never taken away.
 */
export function seatCodes(activityId: string, rsvpIds: readonly string[]): Map<string, string> {
  const taken = new Set<number>()
  const codes = new Map<string, string>()
  for (const id of [...rsvpIds].sort()) {
    let code = createHash('sha256').update(`seat ${activityId} ${id}`).digest().readUInt32BE() % CODES
    while (taken.has(code) && taken.size < CODES) code = (code + 1) % CODES
    taken.add(code)
    codes.set(id, String(code).padStart(4, '0'))
  }
  return codes
}
