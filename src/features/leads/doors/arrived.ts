import { type Job, Lead, lock, StaffAccount } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { tellPeople } from '../../tell-people.js'
import { tellStaffRooms } from '../../tell-staff.js'
import { leadButtons, leadCard } from '../card.js'
import { LEADS_LOCK } from '../claims.js'
import { loadDesks } from '../desks.js'
import { findLead } from '../name.js'
import { readLeadSettings } from '../settings.js'
import { tellOwnersIn } from '../tell-owner.js'
import { alarmLater } from '../unclaimed.js'
import { awaitsCall } from './awaits-call.js'

/** A lead came in by a door: whoever has to act on it hears of it. */
export async function tellArrived(deps: JobDeps, { leadId, key, outcome }: Job['payload']): Promise<void> {
  const { store, ids, say, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [LEADS_LOCK])
    const lead = await findLead(db, { id: String(leadId) })
    if (!lead) return
    const isNew = outcome === 'new'
    if (isNew && !lead.claimedBy && !lead.offeredTo && !awaitsCall(lead)) {
      lead.offeredTo = (await loadDesks(db, now, deps.dealer.zone, [])).offer(lead.customerId)
      await db.update(Lead, { id: lead.id }, { offeredTo: lead.offeredTo })
    }
    const card = leadCard(say, isNew ? 'new' : 'hotter', lead)
    const notice = { text: card, dedupe: `leads:card:${lead.id}:${key}`, buttons: leadButtons(say, lead), now, ids }
    if (awaitsCall(lead)) {
      const service = await db.find(StaffAccount, { where: { role: 'service' }, order: { id: 'ASC' } })
      await tellPeople(db, service, { ...notice, text: `${say('leads.call_first', { code: lead.code })}\n${card}` })
    } else if (lead.claimedBy) {
      const people = await db.find(StaffAccount, { where: { name: lead.claimedBy }, order: { id: 'ASC' } })
      await tellPeople(db, people, { ...notice, text: `${say('leads.again', { code: lead.code })}\n${card}` })
    } else {
      await tellStaffRooms(db, notice)
      if (isNew) await tellOwnersIn(db, deps, [{ lead, key: String(key) }])
    }
    if (isNew && !lead.claimedBy) await alarmLater(db, deps, [lead], (await readLeadSettings(db)).claimMinutes)
  })
}
