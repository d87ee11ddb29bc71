import { In } from 'typeorm'
import { maskPhones } from '../../kit/chinese/phone.js'
import { MINUTE } from '../../kit/clock.js'
import { afterWorking } from '../../kit/working-hours.js'
import { type Db, Inquiry, Job, jobRow, writeRows } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { sayLength } from '../say-length.js'
import { displayName } from '../step.js'
import { findManagers, tellPeople } from '../tell-people.js'
import { tellStaffRooms } from '../tell-staff.js'

/** Working time that the desk has after its reminder, before a manager hears of it. */
const MANAGER_AFTER = 20 * MINUTE

/** Questions that still lie unanswered go to the staff rooms, and later to the managers. */
export async function remindUnanswered(deps: JobDeps, payloads: readonly Job['payload'][]): Promise<void> {
  await deps.store.transaction(async (db) => {
    const inquiries = await db.find(Inquiry, {
      where: { id: In(payloads.map(({ inquiryId }) => String(inquiryId))), state: 'open' },
      relations: { member: true, group: true },
    })
    const open = new Map(inquiries.map((inquiry) => [inquiry.id, inquiry]))
    const told = (late: boolean) =>
      payloads
        .filter(({ manager }) => Boolean(manager) === late)
        .flatMap(({ inquiryId }) => noticeOf(deps, open.get(String(inquiryId)), late) ?? [])
    const [reminders, escalations] = [told(false), told(true)]
    await tellStaffRooms(db, ...reminders.map(({ notice }) => notice))
    await escalateLater(
      db,
      deps,
      reminders.map(({ inquiry }) => inquiry.id),
    )
    await tellPeople(db, escalations.length ? await findManagers(db) : [], ...escalations.map(({ notice }) => notice))
  })
}

function noticeOf({ ids, say, now }: JobDeps, inquiry: Inquiry | undefined, late: boolean) {
  // In a group that we are in no more there is nowhere to answer.
  if (!inquiry?.member || !inquiry.group || inquiry.group.presence === 'gone') return null
  const { member, group } = inquiry
  const key = late ? 'escalated' : 'unanswered'
  const text = say(`inquiries.${key}`, {
    topic: say(`inquiries.topic.${inquiry.topic}`),
    name: displayName(member),
    group: group.name,
    quote: maskPhones(inquiry.quote),
    length: sayLength(say, now - inquiry.askedAt),
  })
  const notice = { text, dedupe: `inquiries:${key}:${inquiry.id}`, now, ids, messageId: inquiry.messageId }
  return { inquiry, notice }
}

async function escalateLater(db: Db, { ids, dealer, now }: JobDeps, inquiryIds: readonly string[]): Promise<void> {
  const runAt = afterWorking(now, MANAGER_AFTER, dealer.hours, dealer.zone)
  const jobs = inquiryIds.map((inquiryId) => {
    const options = { runAt, dedupeKey: `inquiries:escalate:${inquiryId}` }
    return jobRow(ids(), 'inquiries.unanswered', { inquiryId, manager: true }, options)
  })
  await writeRows(db, Job, jobs, 'ignore')
}
