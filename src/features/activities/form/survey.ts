import type { Clock } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import type { Ids } from '../../../kit/ids.js'
import { Activity, AuditEntry, type Db, forUpdate, Member, Rsvp } from '../../../store/index.js'
import type { Voice } from '../answer.js'
import { awaitsScore, LONGEST_COMMENT, thanksFor } from '../guest/score.js'
import { readLink } from '../links.js'

/** How it was, as somebody who came is asked. */
export interface SurveyView {
  title: string
  /** Whether an answer is still wanted. */
  isOpen: boolean
}

/** 1 to 5, and a sentence. */
export interface Given {
  score: number
  comment: string
}

interface Deps {
  vault: Vault
  clock: Clock
  ids: Ids
}

/** What is asked of whom a link was made for; null when the link is no good. */
export async function openSurvey(db: Db, deps: Deps, token: string): Promise<SurveyView | null> {
  const found = await find(db, deps, token)
  return found && { title: found.activity.title, isOpen: awaitsScore(found.row, found.activity, deps.clock.now()) }
}

/** Takes the answer as if it had been whispered; the first one stands. */
export async function answerSurvey(
  db: Db,
  deps: Deps,
  token: string,
  { score, comment }: Given,
  { say }: Voice,
): Promise<string | null> {
  const now = deps.clock.now()
  const found = await find(db, deps, token, true)
  if (!found) return null
  const { activity, member, row } = found
  if (!awaitsScore(row, activity, now)) return say('activities.how_it_was.given')
  await db.update(
    Rsvp,
    { id: row.id },
    { score, comment: comment.trim().slice(0, LONGEST_COMMENT) || null, scoredAt: now },
  )
  await db.insert(AuditEntry, {
    ...{ id: deps.ids(), at: now, actor: member.externalId, what: 'activities.scored', messageId: null },
    details: { activity: activity.id, score, way: 'form' },
  })
  return say(thanksFor(score), { title: activity.title })
}

async function find(db: Db, { vault, clock }: Deps, token: string, hold = false) {
  const link = readLink('survey', token, clock.now(), vault)
  // Whoever answers in the chat at the same moment waits until we are done.
  const where = link && { id: link.activityId, state: 'open' as const }
  const activity = where && (await db.findOne(Activity, { where, ...(hold && forUpdate(db)) }))
  const member = link && (await db.findOneBy(Member, { id: link.who, staff: false }))
  const row = activity && member && (await db.findOneBy(Rsvp, { activityId: activity.id, memberId: member.id }))
  return row ? { activity, member, row } : null
}
