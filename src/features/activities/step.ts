import { HOUR } from '../../kit/clock.js'
import { type Batch, displayName, roomOf, type Step, type Turn } from '../step.js'
import { answerTo, factsText, rsvpButtons } from './answer.js'
import { activityCodes } from './find-activities.js'
import { followTalk } from './follow-talk.js'
import { pageLine } from './form/links.js'
import { askInPrivate } from './guest/index.js'
import { confirmSeat, tellPromoted } from './promoted.js'
import { recogniseAnnouncement } from './recognise-announcement.js'
import { keep, keepTalk, keepUndecided, type Remembered, remember } from './remembered.js'
import { QUESTION } from './rsvp-words.js'
import type { Heard, Said, TalkedActivity } from './talk.js'

/**
 * Only what could be about an activity is followed: a group without one costs nothing. What whoever only looks on says is
 * neither a notice nor an answer.
 */
const heardIn = (turn: Turn) =>
  turn.group.kind === 'owners' &&
  turn.staff?.role !== 'viewer' &&
  (turn.event.type === 'message' || turn.event.type === 'button')

/** Follows the talk about activities: notices of the staff, sign-ups in the members' own words, and what the staff answer. */
export const activitiesStep: Step = async (batch) => {
  const turns = batch.turns.filter(heardIn)
  if (!turns.length) return (_turn, next) => next()
  const groupIds = [...new Set(turns.map((turn) => turn.group.id))]
  const earliest = Math.min(...turns.map((turn) => turn.event.at))
  const talks = await remember(batch, groupIds, earliest)
  const announces = turns.some(
    ({ exempt, event }) => exempt && event.type === 'message' && mayAnnounce(event.text, event.at, batch.dealer.zone),
  )
  const nextCode = announces ? await activityCodes(batch) : undefined

  return (turn, next) => {
    const known = heardIn(turn) ? talks.get(turn.group.id) : undefined
    const confirmed = known?.activities.size && !turn.exempt && confirmSeat(batch, turn, known)
    if (confirmed) {
      batch.audit(turn, 'activities.confirmed', { activity: confirmed.activityId })
      turn.replies.push({ rank: 0, text: batch.say('activities.confirmed') })
      return finish(turn, next)
    }
    const said = known && hear(turn, known)
    if (!known || !said || (!known.activities.size && !said.staff)) return next()
    meet(known, turn)
    const heard = followTalk(known.talk, said, { zone: batch.dealer.zone, members: known.members })
    const before = known.talk
    keep(batch, known, heard.talk, turn.event.at, nextCode && { text: said.text, nextCode })
    if (known.activities.size) keepTalk(batch, known)
    const activity = known.talk.activities.find((each) => each.id === heard.activity)
    if (!activity) return next()
    askInPrivate(
      batch,
      turn,
      before.activities.find((each) => each.id === activity.id)?.roster ?? [],
      known,
      activity.id,
    )
    note(batch, turn, heard, activity)
    if (heard.announced && !before.activities.some((each) => each.id === activity.id))
      openSignUp(batch, turn, known, activity)
    tellPromoted(batch, turn, turn.group, known, activity, heard.applied?.promoted ?? [])
    hesitate(batch, turn, heard, activity, known)
    const reply = turn.exempt ? null : answerTo(batch, heard, activity, turn, known.members)
    if (reply) turn.replies.push(reply)
    // A sign-up is settled here; a question about the list is answered here.
    if (heard.intent && !turn.exempt && heard.intent.type !== 'undecided') return finish(turn, next)
    if (heard.intent && !QUESTION.test(said.text)) asksNothing(turn)
    next()
  }
}

/** A message to two people is heard in two parts, see hear-staff. */
function mayAnnounce(text: string, at: number, zone: string): boolean {
  const [first = '', ...rest] = text.split(/(?=@)/)
  return [text, first, rest.join('')].some((part) => recogniseAnnouncement(part, at, zone))
}

/** Sign-ups are no open questions and no leads; only the reply remains. */
function finish(turn: Turn, next: () => void): void {
  turn.meaning = null
  next()
}

/** 周六我看情况 waits for no answer; what else is in it still counts. */
function asksNothing(turn: Turn): void {
  if (turn.meaning) turn.meaning = { ...turn.meaning, topic: 'none' }
}

/** Words, or what a button under a notice stands for. */
function hear(turn: Turn, known: Remembered): Said | undefined {
  const base = { person: turn.member.id, name: displayName(turn.member), staff: turn.exempt, at: turn.event.at }
  if (turn.event.type === 'message') {
    // Mentions are accounts on the platform; the list knows members by their row.
    return { ...base, text: turn.event.text }
  }
  if (turn.event.type !== 'button') return undefined
  const [, choice, activityId] = /^rsvp:(0|1|2|list):(.+)$/.exec(turn.event.data) ?? []
  const activity = [...known.activities.values()].find((each) => each.id === activityId)
  if (!choice || !activity) return undefined
  known.talk = { ...known.talk, focus: activity.key }
  const texts: Record<string, string> = { 0: '取消报名', 1: '报名 1大', 2: '报名 2大', list: '报名名单发一下' }
  return { ...base, staff: false, text: texts[choice] ?? '' }
}

/** Somebody who joined or was renamed since the list was read. */
function meet(known: Remembered, turn: Turn): void {
  if (turn.exempt) return
  const name = displayName(turn.member)
  const member = known.members.find((each) => each.id === turn.member.id)
  if (member) member.name = name
  else known.members.push({ id: turn.member.id, name })
}

function note(batch: Batch, turn: Turn, { announced, intent, staff, applied }: Heard, activity: TalkedActivity): void {
  if (announced)
    batch.audit(turn, 'activities.announced', { activity: activity.id, deadline: announced.deadline ?? null })
  else if (intent && intent.type !== 'undecided' && intent.type !== 'decline') {
    const outcome = applied && 'outcome' in applied ? applied.outcome : intent.type
    batch.audit(turn, `activities.${outcome}`, {
      activity: activity.id,
      intent: intent.type,
      quote: intent.evidence[0] ?? '',
    })
  } else if (staff) batch.audit(turn, `activities.staff_${staff.type}`, { activity: activity.id })
}

/** 看情况 and 去不了: who says so is reminded in another way, or not at all. */
function hesitate(batch: Batch, turn: Turn, { intent }: Heard, activity: TalkedActivity, known: Remembered): void {
  if (turn.exempt || (intent?.type !== 'undecided' && intent?.type !== 'decline')) return
  const row = known.activities.get(activity.id)
  const state = intent.type === 'decline' ? 'declined' : 'undecided'
  if (row) keepUndecided(batch, known, row.id, turn.member.id, { state, at: turn.event.at })
}

/** A notice that staff posted by hand gets its sign-up buttons. */
function openSignUp(batch: Batch, turn: Turn, known: Remembered, activity: TalkedActivity): void {
  const row = known.activities.get(activity.id)
  if (!row) return
  const facts = [factsText(batch, activity), ...pageLine(batch, row.id)].join('\n')
  const text = batch.say('activities.opened', { title: activity.announcement.title, facts })
  const buttons = rsvpButtons(batch.say, row.id)
  batch.send(
    turn,
    turn.group,
    { type: 'say', room: roomOf(turn.group), text, buttons },
    { priority: 'reply', dedupe: `activities:opened:${row.id}`, lifetime: HOUR },
  )
}
