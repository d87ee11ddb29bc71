import { z } from 'zod'
import { HOUR } from '../../../kit/clock.js'
import { outboxItem } from '../../../outbox/index.js'
import { Activity, Group, Member, OutboxItem, Rsvp, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { type Batch, displayName, type Turn } from '../../step.js'
import { seatCodes } from '../door/seat-codes.js'
import { type Remembered, rsvpKey } from '../remembered.js'
import type { Roster } from '../roster.js'
import { nextQuestion } from './questions.js'

export const TELL_SEAT = 'activities.seat'

/** Whoever has just got a seat is asked in private what the owner wants to know; with nothing to ask nobody is disturbed. */
export function askInPrivate(batch: Batch, turn: Turn, before: Roster, known: Remembered, key: string): void {
  const activity = known.activities.get(key)
  const after = known.talk.activities.find(({ id }) => id === key)?.roster ?? []
  if (!activity?.plan.questions?.length || !turn.can('directMessage')) return
  const had = new Set(before.flatMap(({ person, state }) => (state === 'signed' ? person : [])))
  for (const { person, state } of after) {
    const row = known.rsvps.get(rsvpKey(activity.id, person))
    if (state !== 'signed' || had.has(person) || !row) continue
    const work = { task: TELL_SEAT, payload: { rsvp: row.id }, runAt: turn.now }
    batch.later(turn, { ...work, dedupe: `activities:seat:${row.id}` })
  }
}

/** The code of the seat and the first question, in private. */
export async function tellSeat({ store, ids, say, now }: JobDeps, payload: unknown): Promise<void> {
  const { rsvp: id } = z.object({ rsvp: z.string() }).parse(payload)
  await store.transaction(async (db) => {
    const rsvp = await db.findOneBy(Rsvp, { id, state: 'signed' })
    const activity = rsvp && (await db.findOneBy(Activity, { id: rsvp.activityId, state: 'open' }))
    const member = rsvp && (await db.findOneBy(Member, { id: rsvp.memberId }))
    const group = activity && (await db.findOneBy(Group, { id: activity.groupId }))
    const question = activity && nextQuestion(activity, rsvp)
    if (!group || !member || !question) return
    await db.update(Rsvp, { id }, { asking: question, askedAt: now })
    const all = await db.find(Rsvp, { where: { activityId: activity.id }, select: { id: true } })
    const code = seatCodes(
      activity.id,
      all.map((each) => each.id),
    ).get(id)
    const item = outboxItem({
      id: ids(),
      accountId: group.accountId,
      action: {
        type: 'say',
        room: { id: member.externalId, kind: 'private', name: displayName(member) },
        text: say('activities.seat_told', { title: activity.title, code, question }),
      },
      priority: 'reply',
      dedupeKey: `activities:seat:${id}`,
      now,
      lifetime: 2 * HOUR,
    })
    await writeRows(db, OutboxItem, [item], 'ignore')
  })
}
