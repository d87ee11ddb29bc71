import { type Db, type Job, type Lead, StaffAccount } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { tellPeople } from '../tell-people.js'
import { leadButtons, leadCard } from './card.js'
import { findLead } from './name.js'

/** In private: this lead is offered to you, or a colleague passed it on to you. `key` says which time it is. */
export const tellOwner = (deps: JobDeps, { leadId, key }: Job['payload']): Promise<void> =>
  deps.store.transaction(async (db) => {
    const lead = await findLead(db, { id: String(leadId) })
    if (lead) await tellOwnerIn(db, deps, lead, String(key))
  })

export async function tellOwnerIn(db: Db, { ids, say, now }: JobDeps, lead: Lead, key: string): Promise<void> {
  const owner = lead.claimedBy ?? lead.offeredTo
  if (!owner) return
  const news = lead.claimedBy ? 'passed' : 'offered'
  const people = await db.find(StaffAccount, { where: { name: owner }, order: { id: 'ASC' } })
  await tellPeople(db, people, {
    text: `${say(`leads.${news}`, { code: lead.code })}\n${leadCard(say, 'new', lead)}`,
    buttons: leadButtons(say, lead),
    dedupe: `leads:owner:${lead.id}:${key}`,
    now,
    ids,
  })
}
