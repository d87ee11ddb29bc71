import { Not } from 'typeorm'
import type { Clock } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import type { Dealer } from '../../../kit/dealer.js'
import type { Ids } from '../../../kit/ids.js'
import type { Say } from '../../../kit/texts.js'
import { Activity, AuditEntry, type Db, Rsvp, type Store, Writes } from '../../../store/index.js'
import type { Consent } from '../../wording.js'
import { outcomeText, type Voice } from '../answer.js'
import { toTalked } from '../rows.js'
import { calendarOf } from './calendar.js'
import { findRsvps, findSeat, type Seat } from './seat.js'
import { type Choice, type SignedUp, signUp } from './sign-up.js'
import { answerSurvey, type Given, openSurvey, type SurveyView } from './survey.js'
import { type ActivityView, type SeatView, viewActivity, viewSeat } from './view.js'

export interface RsvpSent {
  choice: Choice
  /** In the order of the questions; empty where nothing was typed. */
  answers: readonly string[]
  /** What the box was ticked under; null when it was not. */
  consent: Consent | null
}

/** What came of what was sent, in a sentence; `unconsented`: answers may be kept only if the member agrees. */
export type RsvpTaken = { view: SeatView; said: string } | { view: SeatView; unconsented: true }

/** The sign-up as a form behind a link. A token that is no good answers null; sentences are in the voice of the page. */
export interface RsvpForm {
  dealer: Dealer
  /** What everybody may see; null for what was never announced. */
  activity(id: string, voice: Voice): Promise<ActivityView | null>
  /** The same as a file for a calendar. */
  calendar(id: string, voice: Voice): Promise<{ code: number; file: string } | null>
  open(token: string, voice: Voice): Promise<SeatView | null>
  send(token: string, sent: RsvpSent, voice: Voice): Promise<RsvpTaken | null>
  /** How it was, for whoever came, by a link of its own. */
  survey(token: string): Promise<SurveyView | null>
  /** Answers the thanks. */
  rate(token: string, given: Given, voice: Voice): Promise<string | null>
}

interface Deps {
  store: Store
  vault: Vault
  ids: Ids
  dealer: Dealer
  say: Say
  clock: Clock
  /** Told when there may be something to say, or to do. */
  onSent(): void
}

export function createRsvpForm(deps: Deps): RsvpForm {
  const { store, clock, dealer } = deps
  return {
    dealer,
    activity: (id, voice) =>
      store.direct(async (db) => {
        const activity = await findAnnounced(db, id)
        return activity && viewActivity(voice, activity, await findRsvps(db, activity), clock.now())
      }),
    calendar: (id, voice) =>
      store.direct(async (db) => {
        const activity = await findAnnounced(db, id)
        return activity && { code: activity.code, file: calendarOf(voice, activity, clock.now()) }
      }),
    open: (token, voice) =>
      store.transaction(async (db) => {
        const seat = await findSeat(db, deps, token)
        return seat && viewSeat(voice, seat, clock.now())
      }),
    survey: (token) => store.direct((db) => openSurvey(db, deps, token)),
    rate: (token, given, voice) => store.transaction((db) => answerSurvey(db, deps, token, given, voice)),
    async send(token, sent, voice) {
      const taken = await store.transaction(async (db) => {
        const seat = await findSeat(db, deps, token, true)
        return seat && take(db, deps, seat, sent, voice)
      })
      if (taken && 'said' in taken) deps.onSent()
      return taken
    },
  }
}

const findAnnounced = (db: Db, id: string) => db.findOneBy(Activity, { id, state: Not('draft' as const) })

async function take(db: Db, deps: Deps, seat: Seat, { choice, answers, consent }: RsvpSent, voice: Voice) {
  const { activity, member } = seat
  const now = deps.clock.now()
  const isTold = choice !== 'not_coming' && answers.some(Boolean)
  if (isTold && !consent) return { view: viewSeat(voice, seat, now), unconsented: true as const }
  const writes = new Writes()
  const signed = await signUp(seat, choice, { db, writes, deps: { ...deps, now } })
  const { row, applied } = signed
  if (row && (row.state === 'signed' || row.state === 'waiting')) keepAnswers(deps, writes, seat, row, answers)
  note(deps, writes, seat, signed, isTold ? (consent?.version ?? null) : null)
  await writes.flush(db)
  const after = { ...seat, rsvps: await findRsvps(db, activity) }
  const said = signed.confirmed
    ? voice.say('activities.confirmed')
    : applied.outcome === 'unchanged'
      ? voice.say('activities.form.declined')
      : outcomeText(voice, applied, toTalked(activity, []), member.id)
  return { view: viewSeat(voice, after, now), said }
}

/** What was left empty is not asked again in private. */
function keepAnswers({ vault }: Deps, writes: Writes, { activity }: Seat, row: Rsvp, typed: readonly string[]): void {
  const questions = activity.plan.questions ?? []
  if (!questions.length) return
  const sealed = questions.map((question, n) => {
    const answer = typed[n]
    return [question, answer ? vault.seal(answer) : (row.answers?.[question] ?? '')]
  })
  writes.update(Rsvp, Object.assign(row, { answers: { ...row.answers, ...Object.fromEntries(sealed) }, asking: null }))
}

/** As a sign-up in the group is written down; a no of somebody without a seat is not. */
function note(
  { ids, clock }: Deps,
  writes: Writes,
  { activity, member }: Seat,
  { applied, intent, confirmed }: SignedUp,
  consent: string | null,
): void {
  if (applied.outcome === 'unchanged') return
  const what = `activities.${confirmed ? 'confirmed' : applied.outcome}`
  const details = { activity: activity.id, intent, way: 'form', ...(consent && { consent }) }
  const { externalId } = member
  writes.insert(AuditEntry, { id: ids(), at: clock.now(), actor: externalId, what, messageId: null, details })
}
