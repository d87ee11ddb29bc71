import type { Say } from '../../kit/texts.js'
import { friendlyEnd, friendlyTime } from '../../kit/zone.js'
import type { Button } from '../../message/index.js'
import type { Batch, Reply, Turn } from '../step.js'
import type { NamedMember } from './match-name.js'
import type { Applied, AppliedChain } from './roster.js'
import { summarise } from './roster.js'
import type { Heard, TalkedActivity } from './talk.js'

/** Enough of a batch, or of a job, to word a sentence. */
export type Voice = Pick<Batch, 'say' | 'dealer'>

/** `2大1小`, `2大`. */
export const headsText = (batch: Voice, { adults, children }: { adults: number; children: number }): string =>
  batch.say(children ? 'activities.heads' : 'activities.adults', { adults, children })

/** What the bot says to a sign-up, a change, or a question about the list; null when silence is right. */
export function answerTo(
  batch: Batch,
  heard: Heard,
  activity: TalkedActivity,
  turn: Turn,
  members: readonly NamedMember[],
): Reply | null {
  const { intent, applied } = heard
  if (intent?.type === 'list') return { rank: 0, text: listText(batch, activity, members) }
  if (intent?.type === 'seats') return { rank: 0, text: seatsText(batch, activity) }
  if (!intent || !applied) return null
  if ('lines' in applied) return chainAnswer(batch, applied, activity)
  return signUpAnswer(batch, applied, activity, turn)
}

function signUpAnswer(batch: Batch, applied: Applied, activity: TalkedActivity, turn: Turn): Reply | null {
  if (applied.outcome === 'unchanged') return null
  return { rank: 0, text: outcomeText(batch, applied, activity, turn.member.id) }
}

/** What became of a sign-up. */
export function outcomeText(
  voice: Voice,
  { roster, outcome }: Applied,
  { announcement }: Pick<TalkedActivity, 'announcement'>,
  person: string,
): string {
  const mine = roster.find((each) => each.person === person)
  const { families, adults, children, waiting } = summarise(roster)
  const heads = mine ? headsText(voice, mine) : ''
  const params = { title: announcement.title, heads, families, people: adults + children, place: waiting }
  // Whoever said it before may still be waiting.
  const key = outcome === 'already' && mine?.state === 'waiting' ? 'waiting' : outcome
  return voice.say(`activities.${key}`, params)
}

function chainAnswer(batch: Batch, applied: AppliedChain, activity: TalkedActivity): Reply | null {
  const fresh = applied.lines.filter(
    (line) => line.outcome === 'signed' || line.outcome === 'changed' || line.outcome === 'waiting',
  )
  if (!fresh.length) return null
  const { families, adults, children } = summarise(applied.roster)
  const names = fresh.map((line) => line.name).join('、')
  return {
    rank: 0,
    text: batch.say('activities.chain', {
      names,
      title: activity.announcement.title,
      families,
      people: adults + children,
    }),
  }
}

/** Who is coming, in the order of signing up. */
export function listText(
  batch: Voice,
  { announcement, roster }: TalkedActivity,
  members: readonly NamedMember[],
): string {
  const nameOf = new Map(members.map((member) => [member.id, member.name]))
  const line = (state: string) =>
    roster
      .filter((each) => each.state === state)
      .map((each, n) =>
        batch.say('activities.list_line', {
          n: n + 1,
          name: nameOf.get(each.person) ?? '',
          heads: headsText(batch, each),
        }),
      )
  const { families, adults, children, waiting } = summarise(roster)
  if (!families && !waiting) return batch.say('activities.list_empty', { title: announcement.title })
  const title = batch.say('activities.list_title', { title: announcement.title, families, people: adults + children })
  const queue = waiting ? [batch.say('activities.list_waiting'), ...line('waiting')] : []
  return [title, ...line('signed'), ...queue].join('\n')
}

/** Families or heads that still find a seat, whichever is fewer; infinite where nothing limits them. */
export function seatsLeft({ announcement, roster }: Pick<TalkedActivity, 'announcement' | 'roster'>): number {
  const { families, adults, children } = summarise(roster)
  const { cars = Number.POSITIVE_INFINITY, people = Number.POSITIVE_INFINITY } = announcement.cap ?? {}
  return Math.max(0, Math.min(cars - families, people - adults - children))
}

function seatsText(batch: Batch, activity: TalkedActivity): string {
  const { families, adults, children } = summarise(activity.roster)
  const left = seatsLeft(activity)
  const params = { title: activity.announcement.title, families, people: adults + children, left }
  if (!Number.isFinite(left)) return batch.say('activities.seats_free', params)
  return batch.say(left > 0 ? 'activities.seats_left' : 'activities.seats_none', params)
}

/** When, where, how many and until when, in one line each; what is not known is left out. */
export function factsText({ say, dealer }: Voice, { announcement }: Pick<TalkedActivity, 'announcement'>): string {
  const { zone, locale } = dealer
  const { cap, place, deadline } = announcement
  const when = friendlyTime(announcement.gatherAt ?? announcement.startsAt, zone, locale)
  return [
    say('activities.fact_when', { when }),
    ...(place ? [say('activities.fact_where', { place })] : []),
    ...(cap?.cars ? [say('activities.fact_cars', { cap: cap.cars })] : []),
    ...(cap?.people ? [say('activities.fact_people', { cap: cap.people })] : []),
    ...(deadline ? [say('activities.fact_deadline', { when: friendlyEnd(deadline, zone, locale) })] : []),
  ].join('\n')
}

export const rsvpButtons = (say: Say, activityId: string): Button[] => [
  { label: say('activities.button_one'), data: `rsvp:1:${activityId}` },
  { label: say('activities.button_two'), data: `rsvp:2:${activityId}` },
  { label: say('activities.button_cancel'), data: `rsvp:0:${activityId}` },
  { label: say('activities.button_list'), data: `rsvp:list:${activityId}` },
]
