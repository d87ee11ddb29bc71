import { In, MoreThanOrEqual } from 'typeorm'
import { DAY, HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { type Activity, Member, Rsvp } from '../../../store/index.js'
import { hideWords } from '../../hide-words.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { seatCodes } from '../door/seat-codes.js'
import { findActivities } from '../find-activities.js'
import { nextQuestion } from './questions.js'
import { readAnswer, readGuestWords, readScoreGiven } from './read-words.js'
import { awaitsScore, SCORE_WITHIN, thanksFor } from './score.js'

/** After this the next message is talk again. */
const ANSWER_WITHIN = 24 * HOUR

const heardIn = ({ staff, exempt, group, event }: Turn) =>
  !staff && !exempt && event.type === 'message' && (group.kind === 'private' || readGuestWords(event.text))

type Seat = Rsvp & { activity: Activity }

/**
 * A member's own business with a seat: the code, the private questions, and how it was. `isElse`: words that another step
 * deals with, whatever we asked.
 */
export const createGuestStep =
  (vault: Vault, isElse: (said: string) => boolean): Step =>
  async (batch) => {
    const turns = batch.turns.filter((turn) => heardIn(turn) && !isElse(said(turn)))
    if (!turns.length) return (_turn, next) => next()
    const { db } = batch
    const externalId = In([...new Set(turns.map(({ member }) => member.externalId))])
    const members = await db.find(Member, {
      where: { externalId, staff: false, group: { kind: 'owners' } },
      relations: { group: true },
    })
    const seats = await loadSeats(
      batch,
      members.map(({ id }) => id),
      Math.min(...turns.map(({ now }) => now)),
    )
    const codes = turns.some((turn) => readGuestWords(said(turn))) ? await loadCodes(batch, seats) : new Map()

    return (turn, next) => {
      if (!turns.includes(turn) || turn.replies.length) return next()
      const accounts = members.filter(
        ({ externalId, group }) => externalId === turn.member.externalId && group?.accountId === turn.group.accountId,
      )
      const own = seats.filter(({ memberId }) => accounts.some(({ id }) => id === memberId))
      const text = readGuestWords(said(turn))
        ? codeText(batch, turn, own, codes)
        : (takeAnswer(batch, turn, own, vault) ?? takeScore(batch, turn, own))
      if (text !== null) {
        turn.replies.push({ rank: 0, text })
        // It is dealt with: no colleague has to hear of it.
        turn.meaning = null
      }
      next()
    }
  }

async function loadSeats(batch: Batch, memberIds: readonly string[], now: number): Promise<Seat[]> {
  if (!memberIds.length) return []
  const memberId = In([...memberIds])
  const known = await batch.db.find(Rsvp, { where: { memberId }, select: { id: true, activityId: true } })
  // Whoever else changes these seats waits until we are done.
  const activities = await findActivities(batch, {
    where: {
      id: In(known.map(({ activityId }) => activityId)),
      state: 'open',
      endsAt: MoreThanOrEqual(now - SCORE_WITHIN - DAY),
    },
    order: { id: 'ASC' },
  })
  if (!activities.length) return []
  const rows = await batch.db.find(Rsvp, {
    where: { memberId, activityId: In(activities.map(({ id }) => id)) },
    order: { signedAt: 'ASC', id: 'ASC' },
  })
  return rows.flatMap((row) => {
    const activity = activities.find(({ id }) => id === row.activityId)
    return activity ? Object.assign(row, { activity }) : []
  })
}

async function loadCodes({ db }: Batch, seats: readonly Seat[]): Promise<Map<string, string>> {
  if (!seats.length) return new Map()
  const activityIds = [...new Set(seats.map(({ activityId }) => activityId))]
  const rows = await db.find(Rsvp, { where: { activityId: In(activityIds) }, select: { id: true, activityId: true } })
  const idsOf = (activityId: string) => rows.flatMap((row) => (row.activityId === activityId ? row.id : []))
  return new Map(activityIds.flatMap((activityId) => [...seatCodes(activityId, idsOf(activityId))]))
}

function codeText({ say }: Batch, { now }: Turn, own: readonly Seat[], codes: ReadonlyMap<string, string>): string {
  const lines = own
    .filter(({ state, activity }) => state === 'signed' && activity.endsAt > now)
    .map(({ id, activity }) => say('activities.seat_code', { title: activity.title, code: codes.get(id) }))
  return lines.join('\n') || say('activities.seat_none')
}

/** The answer to the question that is open; null when it is none. */
function takeAnswer(batch: Batch, turn: Turn, own: readonly Seat[], vault: Vault): string | null {
  const { say } = batch
  const row = own.findLast(
    ({ asking, askedAt, state, activity }) =>
      asking !== null && turn.now - (askedAt ?? 0) < ANSWER_WITHIN && state === 'signed' && activity.endsAt > turn.now,
  )
  const given = row?.asking && readAnswer(said(turn))
  if (!row?.asking || !given) return null
  const answer = 'skip' in given ? '' : vault.seal(given.answer)
  if (answer) hideWords(batch, turn, '***')
  const answers = { ...row.answers, [row.asking]: answer }
  const question = nextQuestion(row.activity, { answers })
  keep(batch, row, { answers, asking: question, askedAt: question ? turn.now : null })
  batch.audit(turn, 'activities.answered', { activity: row.activityId })
  return question ? say('activities.ask_next', { question }) : say('activities.asked_all')
}

/** How it was; null when nobody asked, or it is no score. */
function takeScore(batch: Batch, turn: Turn, own: readonly Seat[]): string | null {
  const row = own.findLast((each) => awaitsScore(each, each.activity, turn.now))
  const given = row && readScoreGiven(said(turn))
  if (!row || !given) return null
  keep(batch, row, { score: given.score, comment: given.comment || null, scoredAt: turn.now })
  batch.audit(turn, 'activities.scored', { activity: row.activityId, score: given.score })
  return batch.say(thanksFor(given.score), { title: row.activity.title })
}

/** Other steps may hold the row too: only these columns are written. */
function keep({ writes }: Batch, row: Seat, columns: Partial<Rsvp>): void {
  writes.change(Rsvp, row.id, columns)
  Object.assign(row, columns)
}
