import { In, IsNull } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import type { Say } from '../../../kit/texts.js'
import { dayOf } from '../../../kit/zone.js'
import {
  type Activity,
  Contact,
  type Db,
  type Group,
  Lead,
  Member,
  OPEN_LEADS,
  type Rsvp,
} from '../../../store/index.js'
import { decideForCustomer, pastContacts } from '../../contact-budget.js'
import { publicName } from '../../public-name.js'
import { type Batch, displayName, type Turn } from '../../step.js'
import type { Announcement } from '../announcement.js'
import { factsText, type Voice } from '../answer.js'
import { giftLines } from './card.js'

/** The customers of some groups, and those of them who may buy soon. */
export interface Guests {
  members: readonly Member[]
  /** Ids of members with an open lead of level H or A. */
  important: ReadonlySet<string>
  /** Customer → what they heard unasked of late. */
  contacts: ReadonlyMap<string, Contact[]>
}

const LISTED = 40

export async function loadGuests(db: Db, groupIds: readonly string[], now: number): Promise<Guests> {
  const groupId = In([...groupIds])
  const members = await db.find(Member, {
    where: { groupId, staff: false, leftAt: IsNull() },
    relations: { customer: true },
    order: { id: 'ASC' },
  })
  const leads = await db.findBy(Lead, { groupId, level: In(['H', 'A']), state: In(OPEN_LEADS) })
  const important = new Set(leads.flatMap(({ memberId }) => memberId ?? []))
  const invited = members.flatMap(({ id, customerId }) => (important.has(id) && customerId ? customerId : []))
  return { members, important, contacts: await pastContacts(db, invited, now) }
}

/** Customers in the activity's group from whom nothing has been heard, important ones first. */
function silentOf({ groupId, id }: Activity, { members, important }: Guests, rsvps: readonly Rsvp[]): Member[] {
  const answered = new Set(
    rsvps.filter((rsvp) => rsvp.activityId === id && rsvp.state !== 'undecided').map((rsvp) => rsvp.memberId),
  )
  return members
    .filter((member) => member.groupId === groupId && !answered.has(member.id))
    .sort((a, b) => Number(important.has(b.id)) - Number(important.has(a.id)))
}

/** Whom to call: who is important, who is undecided, and the rest who said nothing. */
export function unansweredText({ say }: Voice, activity: Activity, guests: Guests, rsvps: readonly Rsvp[]): string {
  const { code, title } = activity
  const silent = silentOf(activity, guests, rsvps)
  const undecided = new Set(rsvps.filter((rsvp) => rsvp.activityId === activity.id).map((rsvp) => rsvp.memberId))
  const line = (key: string, members: Member[]) =>
    members.length
      ? [say(key, { number: members.length, names: members.slice(0, LISTED).map(displayName).join('、') })]
      : []
  const important = silent.filter(({ id }) => guests.important.has(id))
  const rest = silent.filter((member) => !important.includes(member))
  return [
    say('activities.unanswered', { code, title, number: silent.length }),
    ...line('activities.unanswered_important', important),
    ...line(
      'activities.unanswered_undecided',
      rest.filter(({ id }) => undecided.has(id)),
    ),
    ...line(
      'activities.unanswered_rest',
      rest.filter(({ id }) => !undecided.has(id)),
    ),
  ].join('\n')
}

/** Whom to invite in person; whoever said 退订 is left alone. */
export const importantGuests = (activity: Activity, guests: Guests, rsvps: readonly Rsvp[]): Member[] =>
  silentOf(activity, guests, rsvps).filter(
    ({ id, customer }) => guests.important.has(id) && !customer?.marketingStoppedAt,
  )

/** Invites in private whoever may buy soon and has not answered; answers whom. Nobody is asked twice. */
export function inviteNow(
  batch: Batch,
  turn: Turn,
  activity: Activity,
  group: Group,
  guests: Guests,
  rsvps: readonly Rsvp[],
): { invited: Member[]; byHand: Member[] } {
  const important = importantGuests(activity, guests, rsvps)
  if (!turn.can('directMessage', group)) return { invited: [], byHand: important }
  const invited = important.filter((member) => mayInvite(batch, turn, activity, member, guests))
  for (const member of invited) {
    const text = batch.say('activities.invitation', {
      name: publicName(batch.say, member),
      title: activity.title,
      facts: [
        factsText(batch, { announcement: activity.announcement as Announcement }),
        ...giftLines(batch, activity),
      ].join('\n'),
    })
    const room = { id: member.externalId, kind: 'private' as const, name: displayName(member) }
    batch.send(
      turn,
      group,
      { type: 'say', room, text },
      {
        priority: 'broadcast',
        dedupe: `care:${member.customerId}:invite:${activity.id}:${member.id}`,
        lifetime: 24 * HOUR,
      },
    )
  }
  batch.audit(turn, 'activities.invited', { activity: activity.id, number: invited.length })
  return { invited, byHand: [] }
}

/** An invitation is heard unasked: it takes from the customer's contact budget, and what is held back is written down. */
function mayInvite(batch: Batch, turn: Turn, { id }: Activity, member: Member, { contacts }: Guests): boolean {
  const { customer, customerId } = member
  if (!customer || !customerId) return true
  const past = contacts.get(customerId) ?? []
  const key = `invitation:${id}:${customerId}:${dayOf(turn.now, batch.dealer.zone)}`
  const before = past.find((contact) => contact.key === key)
  if (before) return before.state !== 'held'
  const why = decideForCustomer(customer, past, turn.now)
  const about = { key, customerId, groupId: null, kind: 'invitation', at: turn.now, why }
  past.push(batch.writes.insert(Contact, { ...about, id: batch.ids(), state: why ? 'held' : 'sent' }))
  return why === null
}

export function inviteText(
  say: Say,
  { code, title }: Activity,
  { invited, byHand }: { invited: readonly Member[]; byHand: readonly Member[] },
): string {
  const names = [...invited, ...byHand].map(displayName).join('、')
  if (!names) return say('activities.invite_nobody', { code, title })
  return say(invited.length ? 'activities.invite_sent' : 'activities.invite_by_hand', { code, title, names })
}
