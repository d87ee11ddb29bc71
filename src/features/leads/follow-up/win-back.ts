import { And, In, LessThanOrEqual, MoreThan } from 'typeorm'
import { DAY } from '../../../kit/clock.js'
import { dayOf } from '../../../kit/zone.js'
import { type Db, Lead, LeadEvent, OPEN_LEADS, StaffAccount, writeRows } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { tellPeople } from '../../tell-people.js'
import { nameOf, WITH_NAMES } from '../name.js'
import { LOST_REASONS, type LostReason } from './command.js'

/**
 * Days after which it pays to ask once more: what the store did wrong is mended soon, prices and rates change with the
 * month, whoever bought elsewhere or needs nothing is asked much later.
 */
export const WIN_BACK_DAYS: Record<LostReason, number> = {
  service: 14,
  price: 30,
  financing: 45,
  other: 60,
  no_need: 120,
  competitor: 180,
}

/** Whoever should have been asked while nobody was there is asked within this time. */
const CAUGHT_UP = 7 * DAY
const LISTED = 20

/** Every morning: who was lost for a reason that may be gone by now, once, to whoever had them, with a first sentence. */
export async function tellWinBack(deps: JobDeps): Promise<void> {
  const { store, ids, say, dealer, now } = deps
  await store.transaction(async (db) => {
    const due = await findDue(db, now)
    if (!due.length) return
    const people = await db.find(StaffAccount, { order: { id: 'ASC' } })
    const isHere = (name: string | null) => people.some((each) => each.name === name)
    const day = dayOf(now, dealer.zone)
    const told: Lead[] = []
    for (const owner of new Set(due.map(({ claimedBy }) => (isHere(claimedBy) ? claimedBy : null)))) {
      const own = due.filter(({ claimedBy }) => (isHere(claimedBy) ? claimedBy : null) === owner).slice(0, LISTED)
      const lines = own.map((lead) => {
        const reason = lead.lostReason ?? 'other'
        return say('leads.win_back_line', {
          ...{ code: lead.code, name: nameOf(lead), reason: say(`leads.reason.${reason}`) },
          ...{ day: dayOf(lead.endedAt ?? now, dealer.zone), opening: say(`leads.win_back.${reason}`) },
        })
      })
      const text = [say('leads.win_back_title', { number: own.length }), ...lines].join('\n')
      const to = people.filter((each) => (owner === null ? each.role === 'service' : each.name === owner))
      await tellPeople(db, to, { text, dedupe: `leads:win_back:${day}:${owner ?? ''}`, now, ids })
      told.push(...own)
    }
    const events = told.map(({ id, lostReason }) => ({
      ...{ id: ids(), leadId: id, at: now, type: 'win_back' as const, actor: 'bot', details: { reason: lostReason } },
    }))
    await writeRows(db, LeadEvent, events)
  })
}

/** Lost so long ago as their reason says, not named yet, and still to be had: no open lead, and no word against it. */
async function findDue(db: Db, now: number): Promise<Lead[]> {
  const times = LOST_REASONS.map((lostReason) => {
    const from = now - WIN_BACK_DAYS[lostReason] * DAY
    return { state: 'lost' as const, lostReason, endedAt: And(LessThanOrEqual(from), MoreThan(from - CAUGHT_UP)) }
  })
  const lost = await db.find(Lead, { where: times, ...WITH_NAMES, order: { endedAt: 'ASC', code: 'ASC' } })
  if (!lost.length) return []
  const named = await db.findBy(LeadEvent, { leadId: In(lost.map(({ id }) => id)), type: 'win_back' })
  const customerId = In([...new Set(lost.map((lead) => lead.customerId))])
  const busy = await db.find(Lead, {
    select: { id: true, customerId: true },
    where: { customerId, state: In(OPEN_LEADS) },
  })
  const once = new Set<string>()
  return lost.filter((lead) => {
    const { customer, customerId: id } = lead
    const isOver = named.some(({ leadId, at }) => leadId === lead.id && at >= (lead.endedAt ?? 0))
    const isGone = !customer || customer.erasedAt !== null || customer.marketingStoppedAt !== null
    if (isOver || isGone || once.has(id) || busy.some((each) => each.customerId === id)) return false
    once.add(id)
    return true
  })
}
