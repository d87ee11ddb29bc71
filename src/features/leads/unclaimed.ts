import { In, IsNull } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { groupBy } from '../../kit/group-by.js'
import { afterWorking } from '../../kit/working-hours.js'
import { type Db, type Job, Job as JobRow, jobRow, Lead, LeadEvent, lock, writeRows } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { findManagers, tellPeople } from '../tell-people.js'
import type { Notice } from '../tell-staff.js'
import { leadButtons } from './card.js'
import { LEADS_LOCK } from './claims.js'
import { type Desks, loadDesks } from './desks.js'
import { awaitsCall } from './doors/awaits-call.js'
import { nameOf, placeOf, WITH_NAMES } from './name.js'
import { readLeadSettings } from './settings.js'
import { tellOwnersIn } from './tell-owner.js'

/** Leads that nobody has taken in time: each is offered to the next colleague on duty, and then the managers hear of it. */
export async function escalateUnclaimed(deps: JobDeps, payloads: readonly Job['payload'][]): Promise<void> {
  const { store, dealer, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [LEADS_LOCK])
    const asked = [...new Set(payloads.map(({ leadId }) => String(leadId)))]
    const found = await db.find(Lead, {
      where: { id: In(asked), state: 'new', claimedBy: IsNull() },
      ...WITH_NAMES,
    })
    if (!found.length) return
    const leads = found.toSorted((one, other) => asked.indexOf(one.id) - asked.indexOf(other.id))
    const snoozes = groupBy(await db.findBy(LeadEvent, { leadId: In(asked), type: 'snoozed' }), ({ leadId }) => leadId)
    const untilOf = ({ id }: Lead) =>
      Math.max(0, ...(snoozes.get(id) ?? []).map(({ details }) => Number(details.until)))
    const ringing = leads.filter((lead) => untilOf(lead) <= now)
    const open = ringing.filter((lead) => !snoozes.has(lead.id) && !awaitsCall(lead) && mayBePassedOn(lead))
    const customers = open.map(({ customerId }) => customerId)
    const offers = open.length ? open.filter(passOn(await loadDesks(db, now, dealer.zone, customers))) : []
    const { claimMinutes } = await readLeadSettings(db)
    await saveOffers(db, deps, offers, claimMinutes)
    const notices = ringing
      .filter((lead) => !offers.includes(lead))
      .map((lead) => alarm(deps, lead, snoozes.has(lead.id), claimMinutes))
    if (notices.length) await tellPeople(db, await findManagers(db), ...notices)
  })
}

/** Whoever did not take it in time is passed over, once. */
const mayBePassedOn = ({ offeredTo, passedOver }: Lead) => offeredTo !== null && !passedOver?.length

/** Answers whether there was anybody else. */
function passOn({ offer }: Desks): (lead: Lead) => boolean {
  const offered: Lead[] = []
  return (lead) => {
    const passedOver = [lead.offeredTo as string]
    const next = offer(lead.customerId, offered, passedOver)
    if (next === null) return false
    offered.push(Object.assign(lead, { offeredTo: next, passedOver }))
    return true
  }
}

async function saveOffers(db: Db, deps: JobDeps, leads: readonly Lead[], claimMinutes: number): Promise<void> {
  if (!leads.length) return
  const { ids, now } = deps
  await writeRows(db, Lead, leads, 'update')
  const events = leads.map(({ id, offeredTo, passedOver }) => {
    const details = { from: passedOver?.[0], to: offeredTo }
    return { id: ids(), leadId: id, at: now, type: 'offered' as const, actor: 'bot', details }
  })
  await writeRows(db, LeadEvent, events)
  await tellOwnersIn(
    db,
    deps,
    leads.map((lead) => ({ lead, key: `offered:${lead.offeredTo}` })),
  )
  await alarmLater(db, deps, leads, claimMinutes)
}

/** What the managers hear of a lead that nobody wants, or that nobody calls. */
function alarm({ say, ids, now }: JobDeps, lead: Lead, wasSnoozed: boolean, minutes: number): Notice {
  const key = awaitsCall(lead) ? 'uncalled' : wasSnoozed ? 'unclaimed_snoozed' : 'unclaimed'
  const text = say(`leads.${key}`, {
    code: lead.code,
    level: lead.level,
    kind: say(`leads.kind.${lead.kind}`),
    name: nameOf(lead),
    group: placeOf(say, lead),
    minutes: lead.passedOver?.length ? 2 * minutes : minutes,
  })
  return { text, buttons: leadButtons(say, lead), dedupe: `leads:unclaimed:${lead.id}:${now}`, now, ids }
}

/** Rings when the working minutes are over and nobody has taken them. */
export async function alarmLater(
  db: Db,
  { ids, dealer, now }: JobDeps,
  leads: readonly Pick<Lead, 'id'>[],
  minutes: number,
): Promise<void> {
  const runAt = afterWorking(now, minutes * MINUTE, dealer.hours, dealer.zone)
  const jobs = leads.map(({ id }) =>
    jobRow(ids(), 'leads.unclaimed', { leadId: id }, { runAt, dedupeKey: `leads:unclaimed:${id}:${runAt}` }),
  )
  await writeRows(db, JobRow, jobs, 'ignore')
}
