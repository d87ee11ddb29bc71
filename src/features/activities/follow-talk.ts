import { applyChain, applyIntent, settle } from './apply-intent.js'
import { matchName } from './match-name.js'
import { instantOf } from './read-date.js'
import { readRsvp } from './read-rsvp.js'
import { type PendingRequest, readStaffRsvp, type StaffRsvp } from './read-staff-rsvp.js'
import { recogniseAnnouncement } from './recognise-announcement.js'
import type { Applied, Heads, Limits, Roster } from './roster.js'
import type { RsvpIntent } from './rsvp-intent.js'
import type { Heard, Said, Talk, TalkedActivity, TalkRequest, TalkSettings } from './talk.js'

const MINUTE = 60_000
const RECENT = 15 * MINUTE
const RECENT_MESSAGES = 8
/** An unanswered request is forgotten after this. */
const PATIENCE = 36 * 60 * MINUTE
/** A reply that names nobody answers a request this near. */
const NEAR_MESSAGES = 8
const NEAR = 3 * 60 * MINUTE

/** Takes one message of a group into the talk: notices, sign-ups, and what staff answer. Pure. */
export function followTalk(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const position = talk.position + 1
  const pending = talk.pending.filter((request) => said.at - request.at < PATIENCE)
  const heard = said.staff
    ? hearStaff({ ...talk, position, pending }, said, settings)
    : hearMember({ ...talk, position, pending }, said, settings)
  const about = Boolean(heard.announced || heard.staff || (heard.intent && heard.intent.type !== 'undecided'))
  const trail = [...talk.trail, { at: said.at, person: said.person, about }].slice(-15)
  return { ...heard, talk: { ...heard.talk, trail, ...(heard.activity && { focus: heard.activity }) } }
}

/** Activities that may still be spoken of: until the end of their day. */
export function openActivities(talk: Talk, at: number, zone: string): TalkedActivity[] {
  return talk.activities.filter(({ announcement }) => at <= instantOf(announcement.day, { hour: 24, minute: 0 }, zone))
}

function hearStaff(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const announced = recogniseAnnouncement(said.text, said.at, settings.zone)
  if (announced) {
    const known = talk.activities.find(
      ({ announcement }) => announcement.day === announced.day && sharesWord(announcement.keywords, announced.keywords),
    )
    if (known)
      return {
        talk: replace(talk, {
          ...known,
          announcement: { ...known.announcement, ...announced, title: known.announcement.title },
        }),
        activity: known.id,
        announced,
      }
    const activity: TalkedActivity = {
      id: `${announced.day} ${announced.title}`,
      announcement: announced,
      announcedAt: said.at,
      roster: [],
    }
    return { talk: { ...talk, activities: [...talk.activities, activity] }, activity: activity.id, announced }
  }
  const open = openActivities(talk, said.at, settings.zone)
  if (!open.length) return { talk }
  const near = talk.pending.filter(
    (request) => talk.position - request.position <= NEAR_MESSAGES && said.at - request.at <= NEAR,
  )
  const staff = readStaffRsvp(said.text, {
    members: settings.members,
    pending: [...talk.pending.filter((request) => !near.includes(request)), ...near],
    addressed: said.mentions,
  })
  if (!staff) return { talk }
  if (staff.type === 'close' || staff.type === 'tally') {
    const activity = open.find(({ id }) => id === talk.focus) ?? open.at(-1)
    if (staff.type === 'tally' || !activity) return { talk, activity: activity?.id, staff }
    return {
      talk: replace(talk, { ...activity, closedAt: activity.closedAt ?? said.at }),
      activity: activity.id,
      staff,
    }
  }
  const request = talk.pending.findLast(({ person }) => person === staff.person)

  if (request && !near.includes(request) && !staff.named) return { talk }
  const activity =
    open.find(({ id }) => id === request?.activity) ??
    open.find(({ roster }) => roster.some(({ person }) => person === staff.person)) ??
    open.find(({ id }) => id === talk.focus) ??
    open.at(-1)
  if (!activity) return { talk, staff }
  const applied = applyStaff(activity, staff, request, said.at)
  const rest = talk.pending.filter(({ person }) => person !== staff.person)
  return {
    talk: replace({ ...talk, pending: rest }, { ...activity, roster: applied.roster }),
    activity: activity.id,
    staff,
    applied,
  }
}

/** Figures that staff say for a member win over our own reading, and their yes over deadline and cap. */
function applyStaff(
  activity: TalkedActivity,
  staff: Exclude<StaffRsvp, { type: 'close' | 'tally' }>,
  request: TalkRequest | undefined,
  at: number,
): Applied {
  const { roster } = activity
  const options = { at, ...limits(activity) }
  if (staff.type === 'cancelled') return settle(roster, staff.person, 'cancelled', options)
  if (staff.type === 'refuse')
    return { roster: request ? putBack(roster, request) : roster, outcome: 'unchanged', promoted: [] }
  const current = roster.find(({ person }) => person === staff.person)
  const granted = request?.wanted
  const heads: Heads | undefined =
    staff.heads ??
    withTotal(granted ?? current, staff.total) ??
    granted ??
    (current?.state === 'cancelled' && staff.type !== 'restored' ? undefined : current)
  return heads ? settle(roster, staff.person, heads, options) : { roster, outcome: 'unchanged', promoted: [] }
}

function withTotal(known: Heads | undefined, total: number | undefined): Heads | undefined {
  if (total === undefined) return undefined
  if (known && known.adults + known.children === total) return known
  const children = known && known.children < total ? known.children : 0
  return { adults: total - children, children }
}

function putBack(roster: Roster, { person, before }: TalkRequest): Roster {
  const others = roster.filter((entry) => entry.person !== person)
  return before ? roster.map((entry) => (entry.person === person ? before : entry)) : others
}

function hearMember(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const open = openActivities(talk, said.at, settings.zone)
  if (!open.length) return { talk }
  const theirs = open.filter(({ roster }) => roster.some(({ person }) => person === said.person))
  const focus = open.find(({ id }) => id === talk.focus) ?? open.at(-1)
  const presumed = theirs.length === 1 ? theirs[0] : (theirs.find(({ id }) => id === focus?.id) ?? focus)
  const read = (activity: TalkedActivity | undefined) => readFor(talk, said, open, activity)
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
    return { talk: replace(talk, { ...activity, roster: applied.roster }), activity: activity.id, intent, applied }
  }
  const applied = applyIntent(activity.roster, said.person, intent, options)
  const next = replace(talk, { ...activity, roster: applied.roster })
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

function readFor(
  talk: Talk,
  said: Said,
  open: TalkedActivity[],
  activity: TalkedActivity | undefined,
): RsvpIntent | null {
  const current = activity?.roster.find(({ person }) => person === said.person)
  const { deadline } = activity ? limits(activity) : {}
  const last = talk.trail.slice(-RECENT_MESSAGES)
  const recent =
    talk.trail.some(({ at, about }) => about && said.at - at <= RECENT) ||
    last.some(({ at, about }) => about && said.at - at <= NEAR)
  const before = talk.trail.filter(({ person }) => person !== said.person).slice(-2)
  return readRsvp(said.text, {
    senderName: said.name,
    mentions: said.mentions,
    open: open.map(({ announcement }) => ({ title: announcement.title, keywords: announcement.keywords })),
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

function limits({ announcement, closedAt }: TalkedActivity): Limits {
  const deadlines = [announcement.deadline, closedAt].filter((instant) => instant !== undefined)
  return { cap: announcement.cap, ...(deadlines.length && { deadline: Math.min(...deadlines) }) }
}

function replace(talk: Talk, activity: TalkedActivity): Talk {
  return { ...talk, activities: talk.activities.map((other) => (other.id === activity.id ? activity : other)) }
}

function sharesWord(a: string[], b: string[]): boolean {
  return a.some((word) => !/^(?:周|星期|礼拜|\d)/.test(word) && b.includes(word))
}

export type { PendingRequest }
