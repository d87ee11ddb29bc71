import { HOUR } from '../../kit/clock.js'
import type { Say } from '../../kit/texts.js'
import { friendlyTime } from '../../kit/zone.js'
import type { Action } from '../../message/index.js'
import { outboxItem } from '../../outbox/index.js'
import { type Group, type OutboxItem, type RowOf, Rsvp } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { type Batch, roomOf, type Turn } from '../step.js'
import type { Announcement } from './announcement.js'
import type { Voice } from './answer.js'
import { type Remembered, rsvpKey } from './remembered.js'
import type { TalkedActivity } from './talk.js'

const TO_CONFIRM = 12 * HOUR
const ON_THE_DAY = 2 * HOUR
const DAY_BEFORE = 24 * HOUR

/** So long a seat that became free is kept for whoever moved up; never past the beginning. */
export function confirmUntil({ startsAt }: Pick<Announcement, 'startsAt'>, now: number): number {
  return Math.max(now, Math.min(startsAt, now + (startsAt - now < DAY_BEFORE ? ON_THE_DAY : TO_CONFIRM)))
}

/** The good news, with a button to say that it is wanted. */
export function promotedAction(
  { say, dealer }: Voice,
  group: Group,
  { id, title, name, until }: { id: string; title: string; name: string; until: number },
): Action {
  const when = friendlyTime(until, dealer.zone, dealer.locale)
  const text = say('activities.promoted', { name, title, until: when })
  return { type: 'say', room: roomOf(group), text, buttons: [confirmButton(say, id)] }
}

/** News of a seat that no message led to, on its way to the group. */
export const seatNews = (
  { accountId }: Pick<Group, 'accountId'>,
  key: string,
  action: Action,
  { ids, now }: Pick<JobDeps, 'ids' | 'now'>,
): RowOf<OutboxItem> =>
  outboxItem({
    ...{ id: ids(), accountId, action, priority: 'reply' as const },
    ...{ dedupeKey: `activities:${key}:${now}`, now, lifetime: 2 * HOUR },
  })

const confirmButton = (say: Say, id: string) => ({ label: say('activities.button_confirm'), data: `rsvp:ok:${id}` })

/** Whoever moves up from the waiting list hears of it, and says by when it is wanted. */
export function tellPromoted(
  batch: Batch,
  turn: Turn,
  group: Group,
  known: Remembered,
  activity: TalkedActivity,
  people: readonly string[],
): void {
  const id = known.activities.get(activity.id)?.id ?? ''
  const until = confirmUntil(activity.announcement, turn.now)
  for (const person of people) {
    const row = known.rsvps.get(rsvpKey(id, person))
    if (row) batch.writes.update(Rsvp, Object.assign(row, { confirmBy: until }))
    const name = known.members.find((each) => each.id === person)?.name ?? ''
    const action = promotedAction(batch, group, { id, title: activity.announcement.title, name, until })
    batch.send(turn, group, action, {
      priority: 'reply',
      dedupe: `activities:promoted:${person}:${turn.messageId}`,
      lifetime: HOUR,
    })
  }
}

const YES =
  /^(?:我?(?:确认|确定)(?:参加|要来|去|来)?|(?:我们?|我家)?(?:一定|肯定|会)?(?:来|去|到|参加)|好的?|收到|ok|可以|没问题|要的?)[\s呀啊的哈了吧!！~～。]*(?:谢谢.{0,3})?$/i

/** 确认, or the button: the seat that became free is wanted. Answers whose it is. */
export function confirmSeat(batch: Batch, turn: Turn, known: Remembered): Rsvp | undefined {
  const { event, member } = turn
  const text = event.type === 'message' ? event.text : event.type === 'button' ? event.data : ''
  const [, pressed] = /^rsvp:ok:(.+)$/.exec(text) ?? []
  if (!pressed && !YES.test(text.trim())) return undefined
  const row = [...known.rsvps.values()].find(
    ({ activityId, memberId, confirmBy, state }) =>
      memberId === member.id && confirmBy !== null && state === 'signed' && (!pressed || activityId === pressed),
  )
  if (row) batch.writes.update(Rsvp, Object.assign(row, { confirmBy: null }))
  return row
}
