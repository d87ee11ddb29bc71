import { findDays } from '../../kit/chinese/dates.js'
import { applyChain, applyIntent } from './apply-intent.js'
import { matchName } from './match-name.js'
import { readRsvp } from './read-rsvp.js'
import type { Applied, Heads } from './roster.js'
import type { RsvpIntent } from './rsvp-intent.js'
import {
  type Heard,
  limits,
  NEAR,
  NEAR_MESSAGES,
  openActivities,
  RECENT,
  replaceActivity,
  type Said,
  type Talk,
  type TalkedActivity,
  type TalkRequest,
  type TalkSettings,
} from './talk.js'

/** A message of a member: what it wants, written into the list of the activity that it is about. */
export function hearMember(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const open = openActivities(talk, said.at, settings.zone)
  if (!open.length) return { talk }
  const theirs = open.filter(({ roster }) => roster.some(({ person }) => person === said.person))
  const focus = open.find(({ id }) => id === talk.focus) ?? open.at(-1)
  const presumed = theirs.length === 1 ? theirs[0] : (theirs.find(({ id }) => id === focus?.id) ?? focus)
  const read = (activity: TalkedActivity | undefined) => readFor(talk, said, open, activity, settings.zone)
  let intent = read(presumed)
  if (!intent) return { talk: asksSomething(said, presumed, talk) ? awaitAnswer(talk, said, presumed) : talk }
  let activity = presumed
  const meant =
    intent.activity === undefined ? undefined : open.find(({ announcement }) => announcement.title === intent?.activity)
  if (meant && meant.id !== presumed?.id) {
    activity = meant
    intent = read(meant)
  } else if (!meant && intent.type === 'join' && focus && !intent.evidence.some((quote) => quote.includes('改'))) {
    activity = focus
    if (focus.id !== presumed?.id) intent = read(focus)
  }
  if (!intent || !activity) return { talk }
  const options = { at: said.at, ...limits(activity) }
  if (intent.type === 'chain') {
    const applied = applyChain(
      activity.roster,
      said.person,
      intent.lines,
      (name) => matchName(name, settings.members)?.id,
      options,
    )
    return {
      talk: replaceActivity(talk, { ...activity, roster: applied.roster }),
      activity: activity.id,
      intent,
      applied,
    }
  }
  const applied = applyIntent(activity.roster, said.person, intent, options)
  const next = replaceActivity(talk, { ...activity, roster: applied.roster })
  if (intent.type === 'list' || intent.type === 'seats' || intent.type === 'decline')
    return { talk: next, activity: activity.id, intent, applied }
  const request: TalkRequest = {
    person: said.person,
    name: said.name,
    intent: intent.type,
    activity: activity.id,
    at: said.at,
    position: talk.position,
    before: activity.roster.find(({ person }) => person === said.person),
    ...(wantedBy(intent, applied, activity, said.person) ?? {}),
  }
  return {
    talk: { ...next, pending: [...next.pending.filter(({ person }) => person !== said.person), request] },
    activity: activity.id,
    intent,
    applied,
  }
}

const ASKS = /[?？]|吗|[行能可]不|能不能|可不可以|可以(?:带|加|去|来)/

/** A question near the talk of an activity: the reply of staff may carry a sign-up (猫可以带，给您登记1大). */
function asksSomething(said: Said, activity: TalkedActivity | undefined, talk: Talk): activity is TalkedActivity {
  if (!activity || !ASKS.test(said.text) || said.text.length > 40) return false
  const about = activity.announcement.keywords.some((word) => said.text.includes(word))
  return about || talk.trail.some((line) => line.about && said.at - line.at <= RECENT)
}

function awaitAnswer(talk: Talk, said: Said, activity: TalkedActivity): Talk {
  const known = talk.pending.find(({ person }) => person === said.person)
  const before = activity.roster.find(({ person }) => person === said.person)
  const asked: TalkRequest = {
    person: said.person,
    name: said.name,
    intent: 'question',
    activity: activity.id,
    before,
    ...known,
    at: said.at,
    position: talk.position,
  }
  return { ...talk, pending: [...talk.pending.filter(({ person }) => person !== said.person), asked] }
}

/** 明天 and 今天, when they are the day of the activity. */
function nearDays(day: string, at: number, zone: string): string[] {
  return ['今天', '明天', '后天'].filter((word) => findDays(word, at, zone)[0]?.day === day)
}

function readFor(
  talk: Talk,
  said: Said,
  open: TalkedActivity[],
  activity: TalkedActivity | undefined,
  zone: string,
): RsvpIntent | null {
  const current = activity?.roster.find(({ person }) => person === said.person)
  const { deadline } = activity ? limits(activity) : {}
  const last = talk.trail.slice(-NEAR_MESSAGES)
  const recent =
    talk.trail.some(({ at, about }) => about && said.at - at <= RECENT) ||
    last.some(({ at, about }) => about && said.at - at <= NEAR)
  const before = talk.trail.filter(({ person }) => person !== said.person).slice(-2)
  return readRsvp(said.text, {
    senderName: said.name,
    mentions: said.mentions,
    open: open.map(({ announcement: { title, keywords, day } }) => ({
      title,
      keywords: [...keywords, ...nearDays(day, said.at, zone)],
    })),
    current,
    at: said.at,
    afterDeadline: deadline !== undefined && said.at > deadline,
    repliedTo: said.repliedTo,
    recentlyAboutActivity: recent,
    precededBy: before.some(({ about }) => about) ? 'activity' : before.length ? 'chatter' : undefined,
  })
}

/** What a yes of staff would grant where the list did not take it: too late, full, or unclear. */
function wantedBy(
  intent: RsvpIntent,
  { outcome, roster }: Applied,
  activity: TalkedActivity,
  person: string,
): { wanted: Heads } | undefined {
  if (outcome !== 'refused_after_deadline' && outcome !== 'full' && outcome !== 'waiting' && outcome !== 'ask')
    return undefined
  const current =
    activity.roster.find((entry) => entry.person === person) ?? roster.find((entry) => entry.person === person)
  if (intent.type === 'join' || intent.type === 'change')
    return { wanted: { adults: intent.adults, children: intent.children } }
  if (intent.type === 'add' && current)
    return { wanted: { adults: current.adults + intent.adults, children: current.children + intent.children } }
  if (intent.type === 'restore') {
    const heads = intent.adults === undefined ? current : { adults: intent.adults, children: intent.children ?? 0 }
    return heads && { wanted: { adults: heads.adults, children: heads.children } }
  }
  return undefined
}
