import { type Job, Lead, StaffAccount } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { tellPeople } from '../tell-people.js'
import { leadButtons, leadCard } from './card.js'
import { WITH_NAMES } from './name.js'

/** In private: this lead is offered to you, or a colleague passed it on to you. `key` says which time it is. */
export async function tellOwner({ store, ids, say, now }: JobDeps, { leadId, key }: Job['payload']): Promise<void> {
  await store.transaction(async (db) => {
    const lead = await db.findOne(Lead, { where: { id: String(leadId) }, relations: WITH_NAMES })
    const owner = lead?.claimedBy ?? lead?.offeredTo
    if (!lead || !owner) return
    const news = lead.claimedBy ? 'passed' : 'offered'
    const card = leadCard(say, 'new', lead)
    const people = await db.find(StaffAccount, { where: { name: owner }, order: { id: 'ASC' } })
    await tellPeople(db, people, {
      text: `${say(`leads.${news}`, { code: lead.code })}\n${card}`,
      buttons: leadButtons(say, lead),
      dedupe: `leads:owner:${lead.id}:${key}`,
      now,
      ids,
    })
  })
}
