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

/** A question that still lies unanswered goes to the staff rooms, and later to the managers. */
export async function remindUnanswered(deps: JobDeps, { inquiryId, manager }: Job['payload']): Promise<void> {
  const { store, ids, say, now } = deps
  await store.transaction(async (db) => {
    const [inquiry] = await db.find(Inquiry, {
      where: { id: String(inquiryId), state: 'open' },
      relations: { member: true, group: true },
    })
    // In a group that we are in no more there is nowhere to answer.
    if (!inquiry?.member || !inquiry.group || inquiry.group.presence === 'gone') return
    const { member, group } = inquiry
    const params = {
      topic: say(`inquiries.topic.${inquiry.topic}`),
      name: displayName(member),
      group: group.name,
      quote: maskPhones(inquiry.quote),
      length: sayLength(say, now - inquiry.askedAt),
    }
    const common = { now, ids, messageId: inquiry.messageId }
    if (manager) {
      const notice = {
        ...common,
        text: say('inquiries.escalated', params),
        dedupe: `inquiries:escalated:${inquiry.id}`,
      }
      return tellPeople(db, await findManagers(db), notice)
    }
    const dedupe = `inquiries:unanswered:${inquiry.id}`
    await tellStaffRooms(db, { ...common, text: say('inquiries.unanswered', params), dedupe })
    await escalateLater(db, deps, inquiry.id)
  })
}

async function escalateLater(db: Db, { ids, dealer, now }: JobDeps, inquiryId: string): Promise<void> {
  const runAt = afterWorking(now, MANAGER_AFTER, dealer.hours, dealer.zone)
  const options = { runAt, dedupeKey: `inquiries:escalate:${inquiryId}` }
  await writeRows(db, Job, [jobRow(ids(), 'inquiries.unanswered', { inquiryId, manager: true }, options)], 'ignore')
}
