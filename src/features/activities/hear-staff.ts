import { settle } from './apply-intent.js'
import { readStaffRsvp, type StaffRsvp } from './read-staff-rsvp.js'
import { recogniseAnnouncement } from './recognise-announcement.js'
import type { Applied, Heads, Roster } from './roster.js'
import {
  type Heard,
  limits,
  NEAR,
  NEAR_MESSAGES,
  openActivities,
  replaceActivity,
  type Said,
  type Talk,
  type TalkedActivity,
  type TalkRequest,
  type TalkSettings,
} from './talk.js'

/** A message of staff. 好的，已取消。@瓶子 补上了，2大✅ answers two people: who asked, and who is named after that. */
export function hearStaff(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const [first = '', ...named] = said.text.split(/(?=@)/)
  if (!named.length || !/取消|✅|已改|登记|好的|收到/.test(first)) return hearOne(talk, said, settings)
  const one = hearOne(talk, { ...said, text: first, mentions: undefined }, settings)
  const other = hearOne(one.talk, { ...said, text: named.join(''), mentions: undefined }, settings)
  return other.staff ? other : { ...one, talk: other.talk }
}

/** A notice, an answer to a member, a word about the whole list. */
function hearOne(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const announced = recogniseAnnouncement(said.text, said.at, settings.zone)
  if (announced) {
    const known = talk.activities.find(
      ({ announcement }) => announcement.day === announced.day && sharesWord(announcement.keywords, announced.keywords),
    )
    if (known)
      return {
        talk: replaceActivity(talk, {
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
    listed: open.flatMap(({ roster }) => roster.map(({ person }) => person)),
  })
  if (!staff) return { talk }
  if (staff.type === 'close' || staff.type === 'tally') {
    const activity = open.find(({ id }) => id === talk.focus) ?? open.at(-1)
    if (staff.type === 'tally' || !activity) return { talk, activity: activity?.id, staff }
    return {
      talk: replaceActivity(talk, { ...activity, closedAt: activity.closedAt ?? said.at }),
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
    talk: replaceActivity({ ...talk, pending: rest }, { ...activity, roster: applied.roster }),
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
  return heads
    ? settle(roster, staff.person, heads, options, staff.type === 'waits' ? 'waiting' : 'signed')
    : { roster, outcome: 'unchanged', promoted: [] }
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

function sharesWord(a: string[], b: string[]): boolean {
  return a.some((word) => !/^(?:周|星期|礼拜|\d)/.test(word) && b.includes(word))
}
