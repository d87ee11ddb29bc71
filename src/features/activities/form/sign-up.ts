import type { Ids } from '../../../kit/ids.js'
import { type Activity, type Db, Job, jobRow, Member, OutboxItem, Rsvp, type Writes } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { displayName } from '../../step.js'
import { applyIntent } from '../apply-intent.js'
import { nextQuestion } from '../guest/questions.js'
import { TELL_SEAT } from '../guest/tell-seat.js'
import { confirmUntil, promotedAction, seatNews } from '../promoted.js'
import { keepSignUp, keepUndecided, rsvpKey } from '../remembered.js'
import type { Applied, Heads } from '../roster.js'
import { toTalked } from '../rows.js'
import type { RsvpIntent } from '../rsvp-intent.js'
import { limits } from '../talk.js'
import type { Seat } from './seat.js'

/** A sign-up as the form says it: so many, or not coming. */
export type Choice = Heads | 'not_coming'

interface Pen {
  db: Db
  writes: Writes
  deps: Pick<JobDeps, 'ids' | 'say' | 'dealer' | 'now'>
}

export interface SignedUp {
  intent: RsvpIntent['type']
  applied: Applied
  /** The member's row, if there is one by now. */
  row: Rsvp | undefined
  /** A seat that became free was kept for the member, and is wanted. */
  confirmed: boolean
}

/** Takes a choice into the list, as if it had been said in the group. */
export async function signUp({ activity, group, member, rsvps }: Seat, choice: Choice, pen: Pen): Promise<SignedUp> {
  const { writes, deps } = pen
  const { now, ids } = deps
  const talked = toTalked(activity, rsvps)
  const known = new Map(rsvps.map((row) => [rsvpKey(activity.id, row.memberId), row]))
  const key = rsvpKey(activity.id, member.id)
  const intent = intentOf(choice)
  const wasKept = known.get(key)?.confirmBy ?? null
  const applied = applyIntent(talked.roster, member.id, intent, { at: now, ...limits(talked) })
  for (const entry of applied.roster)
    if (!talked.roster.includes(entry)) keepSignUp({ writes, ids }, known, activity.id, entry, now)
  if (choice === 'not_coming' && applied.outcome === 'unchanged')
    keepUndecided({ writes, ids }, { rsvps: known }, activity.id, member.id, { state: 'declined', at: now })
  const row = known.get(key)
  const confirmed = wasKept !== null && applied.outcome === 'already'
  if (row && confirmed) writes.update(Rsvp, Object.assign(row, { confirmBy: null }))
  await tellPromoted(pen, { activity, group }, applied.promoted, known)
  return { intent: intent.type, applied, row, confirmed }
}

const intentOf = (choice: Choice): RsvpIntent =>
  choice === 'not_coming'
    ? { type: 'cancel', confidence: 1, evidence: [] }
    : { type: 'join', absolute: true, ...choice, confidence: 1, evidence: [] }

/** Whoever moves up hears of it in the group, and is asked in private what the owner wants to know. */
async function tellPromoted(
  { db, writes, deps }: Pen,
  { activity, group }: Pick<Seat, 'activity' | 'group'>,
  people: readonly string[],
  known: ReadonlyMap<string, Rsvp>,
): Promise<void> {
  const { now, ids } = deps
  const until = confirmUntil(toTalked(activity, []).announcement, now)
  for (const id of people) {
    const row = known.get(rsvpKey(activity.id, id))
    const member = await db.findOneByOrFail(Member, { id })
    if (!row) continue
    writes.update(Rsvp, Object.assign(row, { confirmBy: until }))
    const { title } = activity
    const action = promotedAction(deps, group, { id: activity.id, title, name: displayName(member), until })
    writes.insert(OutboxItem, seatNews(group, `promoted:${id}:${activity.id}`, action, { ids, now }))
    if (isAsked(activity, row)) writes.insert(Job, askLater(ids, row, now))
  }
}

const isAsked = (activity: Activity, row: Rsvp) => nextQuestion(activity, row) !== null

const askLater = (ids: Ids, { id }: Rsvp, now: number) =>
  jobRow(ids(), TELL_SEAT, { rsvp: id }, { runAt: now, dedupeKey: `activities:seat:${id}` })
