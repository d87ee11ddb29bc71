import { MINUTE } from '../../kit/clock.js'
import { afterWorking } from '../../kit/working-hours.js'
import { type Db, type Job, Job as JobRow, jobRow, Lead, LeadEvent, lock, writeRows } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { findManagers, tellPeople } from '../tell-people.js'
import { leadButtons } from './card.js'
import { LEADS_LOCK } from './claims.js'
import { loadDesks } from './desks.js'
import { awaitsCall } from './doors/awaits-call.js'
import { findLead, nameOf, placeOf } from './name.js'
import { tellOwnerIn } from './tell-owner.js'

/** A lead that nobody has taken in time is offered to the next colleague on duty, and then the managers hear of it. */
export async function escalateUnclaimed(deps: JobDeps, { leadId }: Job['payload']): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [LEADS_LOCK])
    const lead = await findLead(db, { id: String(leadId), state: 'new' })
    if (!lead || lead.claimedBy !== null) return
    const snoozes = await db.findBy(LeadEvent, { leadId: lead.id, type: 'snoozed' })
    if (snoozes.some(({ details }) => Number(details.until) > now)) return
    const desks = await loadDesks(db, now, dealer.zone, [lead.customerId])
    const minutes = desks.settings.claimMinutes
    if (!snoozes.length && !awaitsCall(lead) && (await offerNext(db, deps, lead, desks))) return
    const key = awaitsCall(lead) ? 'uncalled' : snoozes.length ? 'unclaimed_snoozed' : 'unclaimed'
    const text = say(`leads.${key}`, {
      code: lead.code,
      level: lead.level,
      kind: say(`leads.kind.${lead.kind}`),
      name: nameOf(lead),
      group: placeOf(say, lead),
      minutes: lead.passedOver?.length ? 2 * minutes : minutes,
    })
    const notice = { text, buttons: leadButtons(say, lead), dedupe: `leads:unclaimed:${lead.id}:${now}`, now, ids }
    await tellPeople(db, await findManagers(db), notice)
  })
}

/** Once: whoever did not take it in time is passed over. Answers whether there was anybody else. */
async function offerNext(
  db: Db,
  deps: JobDeps,
  lead: Lead,
  { offer, settings }: Awaited<ReturnType<typeof loadDesks>>,
): Promise<boolean> {
  if (lead.offeredTo === null || lead.passedOver?.length) return false
  const passedOver = [lead.offeredTo]
  const next = offer(lead.customerId, [], passedOver)
  if (next === null) return false
  await db.update(Lead, { id: lead.id }, { offeredTo: next, passedOver: passedOver as never })
  Object.assign(lead, { offeredTo: next, passedOver })
  const { ids, now } = deps
  const details = { from: passedOver[0], to: next }
  await writeRows(db, LeadEvent, [{ id: ids(), leadId: lead.id, at: now, type: 'offered', actor: 'bot', details }])
  await tellOwnerIn(db, deps, lead, `offered:${next}`)
  await alarmLater(db, deps, lead, settings.claimMinutes)
  return true
}

/** Rings when the working minutes are over and nobody has taken it. */
export async function alarmLater(db: Db, { ids, dealer, now }: JobDeps, { id }: Lead, minutes: number): Promise<void> {
  const runAt = afterWorking(now, minutes * MINUTE, dealer.hours, dealer.zone)
  const job = jobRow(ids(), 'leads.unclaimed', { leadId: id }, { runAt, dedupeKey: `leads:unclaimed:${id}:${runAt}` })
  await writeRows(db, JobRow, [job], 'ignore')
}
