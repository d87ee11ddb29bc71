import { In } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { friendlyTime } from '../../../kit/zone.js'
import { Activity, Member, Rsvp } from '../../../store/index.js'
import { ownerGroup } from '../../owner-groups.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { calendarLine, seatLink, signUpEnds } from './links.js'
import { readFormWords } from './read-words.js'

const asks = ({ dealer }: Batch, turn: Turn) =>
  isMembers(turn) && (wordsOf(turn) === 'form' || (wordsOf(turn) === 'calendar' && dealer.publicUrl !== undefined))

const wordsOf = (turn: Turn) => readFormWords(said(turn))

const isMembers = ({ mode, staff, exempt, group, event }: Turn) =>
  mode === 'live' && !staff && !exempt && group.kind !== 'staff' && event.type === 'message'

/**
 * 报名表: the form of each activity that one may sign up for, always in private, since whoever has the link is the member.
 * 日历: the file for the phone's calendar, which is the same for everybody.
 */
export const createFormStep =
  (vault: Vault): Step =>
  async (batch) => {
    const turns = batch.turns.filter((turn) => asks(batch, turn))
    if (!turns.length) return (_turn, next) => next()
    const externalId = In([...new Set(turns.map(({ member }) => member.externalId))])
    const members = await batch.db.find(Member, {
      where: { externalId, staff: false, group: ownerGroup },
      relations: { group: true },
    })
    const activities = await batch.db.find(Activity, {
      where: { groupId: In(members.map(({ groupId }) => groupId)), state: 'open' },
      order: { endsAt: 'ASC', id: 'ASC' },
    })
    const seats = await batch.db.findBy(Rsvp, { memberId: In(members.map(({ id }) => id)), state: 'signed' })

    return (turn, next) => {
      if (!turns.includes(turn)) return next()
      const own = members.filter(
        ({ externalId, group, leftAt }) =>
          externalId === turn.member.externalId && leftAt === null && group?.accountId === turn.group.accountId,
      )
      const here = activities.filter(({ groupId }) => own.some((member) => member.groupId === groupId))
      const seated = here.filter(({ id }) =>
        seats.some(({ activityId, memberId }) => activityId === id && own.some((member) => member.id === memberId)),
      )
      const text =
        wordsOf(turn) === 'form'
          ? formText(batch, turn, own, here, vault)
          : calendarText(batch, turn, seated.length ? seated : here)
      turn.replies.push({ rank: 0, text })
      turn.meaning = null
      next()
    }
  }

/** Of those that one has a seat in, else of all that lie ahead. */
function calendarText(batch: Batch, { now }: Turn, activities: readonly Activity[]): string {
  const ahead = activities.filter(({ endsAt }) => endsAt > now)
  const lines = ahead.flatMap((activity) => calendarLine(batch, activity, 'activities.calendar.link'))
  return lines.join('\n') || batch.say('activities.form.none')
}

function formText(
  batch: Batch,
  turn: Turn,
  own: readonly Member[],
  activities: readonly Activity[],
  vault: Vault,
): string {
  const { say, dealer } = batch
  if (!dealer.publicUrl) return say('activities.form.no_page')
  const lines = activities.flatMap((activity) => {
    const member = own.find(({ groupId }) => groupId === activity.groupId)
    const until = signUpEnds(activity)
    if (!member || until <= turn.now) return []
    const link = seatLink(dealer, activity, member.id, vault)
    return say('activities.form.told', {
      title: activity.title,
      until: friendlyTime(until, dealer.zone, dealer.locale),
      link: link ?? '',
    })
  })
  const text = lines.join('\n\n') || say('activities.form.none')
  if (!lines.length || turn.group.kind === 'private') return text
  if (!turn.can('directMessage')) return say('activities.form.ask_private')
  const room = { id: turn.member.externalId, kind: 'private' as const }
  const order = { priority: 'reply' as const, dedupe: `activities:form:${turn.messageId}`, lifetime: HOUR }
  batch.send(turn, turn.group, { type: 'say', room, text }, order)
  return say('activities.form.in_private')
}
