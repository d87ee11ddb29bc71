import { DateTime } from 'luxon'
import { In, LessThanOrEqual, Not } from 'typeorm'
import { groupBy } from '../../../kit/group-by.js'
import { dayOf, friendlyTime } from '../../../kit/zone.js'
import {
  type Db,
  FOLLOWED_LEADS,
  type Job,
  Lead,
  LeadEvent,
  lock,
  StaffAccount,
  writeRows,
} from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { findManagers, tellEach, tellPeople } from '../../tell-people.js'
import { tellStaffRooms } from '../../tell-staff.js'
import { leadButtons, leadCard } from '../card.js'
import { LEADS_LOCK } from '../claims.js'
import { type Desks, loadDesks } from '../desks.js'
import { nameOf, WITH_NAMES } from '../name.js'
import { alarmLater } from '../unclaimed.js'
import { overdue } from './cadence.js'

/** Whoever was given up is called by customer service, to hear whether it is true and why. */
export async function askForCallBack(
  { store, ids, say, now }: JobDeps,
  payloads: readonly Job['payload'][],
): Promise<void> {
  await store.transaction(async (db) => {
    const asked = [...new Set(payloads.map(({ leadId }) => String(leadId)))]
    const leads = await db.find(Lead, {
      where: { id: In(asked), state: In(['lost', 'out_of_reach']) },
      ...WITH_NAMES,
      order: { endedAt: 'ASC', code: 'ASC' },
    })
    const notices = leads.map((lead) => ({
      text: say('leads.call_back', {
        code: lead.code,
        name: nameOf(lead),
        by: lead.claimedBy ?? '',
        end: say(`leads.end.${lead.state}`),
        reason: lead.lostReason ? say(`leads.reason.${lead.lostReason}`) : '—',
      }),
      buttons: [
        { label: say('leads.button.confirmed'), data: `lead:confirmed:${lead.code}` },
        { label: say('leads.button.reopen'), data: `lead:reopen:${lead.code}` },
      ],
      ...{ dedupe: `leads:call_back:${lead.id}:${lead.endedAt}`, now, ids },
    }))
    const service = await db.find(StaffAccount, { where: { role: 'service' }, order: { id: 'ASC' } })
    await tellPeople(db, service, ...notices)
  })
}

/** Every morning before the meeting: whom to contact today, to each salesperson; what is late, to the managers. */
export async function tellDue(deps: JobDeps): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [LEADS_LOCK])
    const desks = await loadDesks(db, now, dealer.zone, [])
    const { settings } = desks
    const endOfDay = DateTime.fromMillis(now, { zone: dealer.zone }).endOf('day').toMillis()
    const due = await db.find(Lead, {
      where: { state: In(FOLLOWED_LEADS), nextContactAt: LessThanOrEqual(endOfDay) },
      ...WITH_NAMES,
      order: { nextContactAt: 'ASC', code: 'ASC' },
    })
    const people = await db.find(StaffAccount, { order: { id: 'ASC' } })
    const late = due.filter((lead) => overdue(lead, now, settings) === 'pool')
    const ownerless = await db.find(Lead, {
      where: { state: In(FOLLOWED_LEADS), claimedBy: Not(In(people.map(({ name }) => name))) },
      ...WITH_NAMES,
      order: { code: 'ASC' },
    })
    const isLate = ({ id }: Lead) => late.some((each) => each.id === id)
    const freed: Lead[] = []
    for (const lead of late) freed.push(await giveBack(db, deps, lead, 'given_back', desks, freed))
    for (const lead of ownerless)
      if (!isLate(lead)) freed.push(await giveBack(db, deps, lead, 'left_behind', desks, freed))
    const kept = due.filter((lead) => !isLate(lead) && people.some(({ name }) => name === lead.claimedBy))
    const day = dayOf(now, dealer.zone)
    const told = [...groupBy(kept, ({ claimedBy }) => claimedBy)].map(([name, own]) => {
      const text = [say('leads.due_title', { number: own.length }), ...own.map((lead) => line(deps, lead))].join('\n')
      const notice = { text, dedupe: `leads:due:${name}:${day}`, now, ids }
      return { people: people.filter((each) => each.name === name), notice }
    })
    const slow = [...kept.filter((lead) => overdue(lead, now, settings) === 'manager'), ...late]
    const managers = await findManagers(db)
    if (!managers.length || !due.length) return tellEach(db, told)
    const title = say('leads.due_manager', { number: kept.length, late: slow.length })
    const text = [
      title,
      ...slow.map((lead) => say('leads.due_late', { by: lead.claimedBy ?? '', line: line(deps, lead) })),
    ].join('\n')
    const notice = { text, dedupe: `leads:due_manager:${day}`, now, ids }
    await tellEach(db, [...told, { people: managers, notice }])
  })
}

const line = ({ say, dealer }: JobDeps, lead: Lead) =>
  say('leads.mine_line', {
    code: lead.code,
    level: lead.level,
    name: nameOf(lead),
    next: lead.nextContactAt ? friendlyTime(lead.nextContactAt, dealer.zone, dealer.locale) : '—',
  })

/**
 * A lead that was left alone for a week, or whose owner works here no longer, goes back to all, and is offered to the
 * next colleague; its history keeps who had it. `before` were freed this morning. Answers the lead as it is now.
 */
async function giveBack(
  db: Db,
  deps: JobDeps,
  kept: Lead,
  why: 'given_back' | 'left_behind',
  { offer, settings }: Desks,
  before: readonly Lead[],
): Promise<Lead> {
  const { say, ids, now } = deps
  const by = kept.claimedBy
  const passedOver = by ? [by] : []
  const offeredTo = offer(kept.customerId, before, passedOver)
  const free = { state: 'new' as const, claimedBy: null, claimedAt: null, nextContactAt: null, offeredTo }
  const lead: Lead = { ...kept, ...free, passedOver }
  await db.update(Lead, { id: lead.id }, { ...free, passedOver: passedOver as never })
  await alarmLater(db, deps, [lead], settings.claimMinutes)
  const event = { id: ids(), leadId: lead.id, at: now, type: 'returned' as const, actor: 'bot', details: { by } }
  await writeRows(db, LeadEvent, [event])
  const text = `${say(`leads.${why}`, { by: by ?? '' })}\n${leadCard(say, 'new', lead)}`
  await tellStaffRooms(db, {
    text,
    buttons: leadButtons(say, lead),
    dedupe: `leads:given_back:${lead.id}:${now}`,
    now,
    ids,
  })
  return lead
}
