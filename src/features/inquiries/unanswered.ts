import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { Group, Inquiry, type Job, Member, type Store } from '../../store/index.js'
import { displayName } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** A question that still lies unanswered goes to the staff rooms. */
export async function remindUnanswered({ store, ids, say, now }: Deps, payload: Job['payload']): Promise<void> {
  await store.transaction(async (db) => {
    const inquiry = await db.findOneBy(Inquiry, { id: String(payload.inquiryId), state: 'open' })
    if (!inquiry) return
    const member = await db.findOneByOrFail(Member, { id: inquiry.memberId })
    const group = await db.findOneByOrFail(Group, { id: inquiry.groupId })
    const text = say('inquiries.unanswered', {
      topic: say(`inquiries.topic.${inquiry.topic}`),
      name: displayName(member),
      group: group.name,
      quote: inquiry.quote,
    })
    await tellStaffRooms(db, {
      text,
      dedupe: `inquiries:unanswered:${inquiry.id}`,
      now,
      ids,
      messageId: inquiry.messageId,
    })
  })
}
