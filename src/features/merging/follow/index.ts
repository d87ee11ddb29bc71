import { followExceptions, followTargets } from './broadcasts.js'
import { followContacts } from './contacts.js'
import { dropCareNote, followInvitees, followRadar, followRegistrations, followTags } from './doubles.js'
import type { Pair } from './fold.js'
import { followMatches } from './matches.js'
import { followJobs, followWaiting, type Stopped } from './waiting.js'

export { JournalPen, takeBack } from './journal.js'
export { passReviewLine } from './review.js'
export { tellSignUps } from './sign-ups.js'

/** All that is kept of a customer beside accounts, cars, leads and points; what hangs on an account or a car goes with it. */
export async function followAll(pair: Pair, stopped: Stopped): Promise<void> {
  await followTags(pair)
  await followRegistrations(pair)
  await followInvitees(pair)
  await followRadar(pair)
  await dropCareNote(pair)
  await followContacts(pair)
  await followTargets(pair)
  await followExceptions(pair)
  await followWaiting(pair, stopped)
  await followJobs(pair)
  await followMatches(pair)
}
