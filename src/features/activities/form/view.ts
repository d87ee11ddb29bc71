import type { Activity, Rsvp } from '../../../store/index.js'
import { publicName } from '../../public-name.js'
import { factsText, headsText, seatsLeft, type Voice } from '../answer.js'
import { seatCodes } from '../door/seat-codes.js'
import { type Heads, summarise } from '../roster.js'
import { toTalked } from '../rows.js'
import { signUpEnds } from './links.js'
import type { Seat } from './seat.js'

/** What everybody may see of an activity: never who comes, only how many. */
export interface ActivityView {
  id: string
  title: string
  /** A line each. */
  facts: string[]
  state: 'open' | 'closed' | 'over' | 'cancelled'
}

/** What a member sees besides. */
export interface SeatView extends ActivityView {
  name: string
  /** What was said before; null for nothing, or for no. */
  heads: Heads | null
  /** How it stands with the seat, in a sentence. */
  standing: string | null
  /** What to say at the door, and the address that the phone there reads. */
  ticket: { code: string; link: string } | null
  /** What the owner of the activity would like to know; of what was answered only that it was. */
  questions: { question: string; answered: boolean }[]
}

export function viewActivity(voice: Voice, activity: Activity, rsvps: readonly Rsvp[], now: number): ActivityView {
  const talked = toTalked(activity, rsvps)
  const { families, adults, children, waiting } = summarise(talked.roster)
  const left = seatsLeft(talked)
  const many = { families, people: adults + children, left, waiting }
  const isOver = activity.endsAt <= now
  const state = isOver ? 'over' : signUpEnds(activity) < now ? 'closed' : 'open'
  return {
    id: activity.id,
    title: activity.title,
    facts: [
      ...factsText(voice, talked).split('\n'),
      ...(activity.state === 'open' && !isOver ? [voice.say(countKey(left, waiting), many)] : []),
    ],
    state: activity.state === 'open' ? state : 'cancelled',
  }
}

function countKey(left: number, waiting: number): string {
  if (waiting) return 'activities.form.count_waiting'
  if (!Number.isFinite(left)) return 'activities.form.count'
  return left ? 'activities.form.count_left' : 'activities.form.count_full'
}

export function viewSeat(voice: Voice, seat: Seat, now: number): SeatView {
  const { say, dealer } = voice
  const { activity, member, rsvps } = seat
  const mine = rsvps.find(({ memberId }) => memberId === member.id)
  const seated = mine?.state === 'signed' || mine?.state === 'waiting' ? mine : null
  const codes = seatCodes(
    activity.id,
    rsvps.map(({ id }) => id),
  )
  const code = (seated?.state === 'signed' && codes.get(seated.id)) || null
  const key = seated && seated.confirmBy !== null ? 'to_confirm' : (mine?.state ?? null)
  return {
    ...viewActivity(voice, activity, rsvps, now),
    name: publicName(say, member),
    heads: seated && { adults: seated.adults, children: seated.children },
    standing: key && say(`activities.form.standing.${key}`, { heads: mine ? headsText(voice, mine) : '' }),
    ticket: code ? { code, link: `${dealer.publicUrl}/door/at/${activity.code}/${code}` } : null,
    questions: (activity.plan.questions ?? []).map((question) => ({
      question,
      answered: Boolean(mine?.answers?.[question]),
    })),
  }
}
