import { And, In, IsNull, LessThan, MoreThan } from 'typeorm'
import { DAY, HOUR } from '../../../kit/clock.js'
import { dayOf } from '../../../kit/zone.js'
import { type Db, Lead, LeadEvent, StaffAccount } from '../../../store/index.js'
import type { JobDeps } from '../../job-deps.js'
import { findManagers, tellPeople } from '../../tell-people.js'
import { nameOf, WITH_NAMES } from '../name.js'

const LISTED = 30
/** Whoever was lost longer ago than that is won back in another way. */
const CALLED_WITHIN = 180 * DAY
/** It has been through all alarms by then. */
const TAKEN_WITHIN = 12 * HOUR

/** Every morning until it is done: who has to be called back, to customer service; which leads nobody has, to the managers. */
export async function tellWaiting(deps: JobDeps): Promise<void> {
  await deps.store.transaction(async (db) => {
    await tellUncalled(db, deps)
    await tellUntaken(db, deps)
  })
}

async function tellUncalled(db: Db, { ids, say, dealer, now }: JobDeps): Promise<void> {
  const endedAt = And(MoreThan(now - CALLED_WITHIN), LessThan(now - HOUR))
  const uncalled = db
    .createQueryBuilder(Lead, 'lead')
    .select(['lead.id', 'lead.endedAt'])
    .where({ state: In(['lost', 'out_of_reach']), endedAt })
    .orderBy({ 'lead.endedAt': 'ASC', 'lead.code': 'ASC' })
  const call = uncalled.subQuery().select('1').from(LeadEvent, 'call').where("call.type = 'confirmed'")
  call.andWhere('call.leadId = lead.id').andWhere('call.at >= lead.endedAt')
  const waiting = await uncalled.andWhere(`NOT EXISTS ${call.getQuery()}`).getMany()
  if (!waiting.length) return
  const listed = await db.find(Lead, {
    where: { id: In(waiting.slice(0, LISTED).map(({ id }) => id)) },
    ...WITH_NAMES,
    order: { endedAt: 'ASC', code: 'ASC' },
  })
  const lines = listed.map((lead) =>
    say('leads.uncalled_line', {
      ...{ code: lead.code, name: nameOf(lead), end: say(`leads.end.${lead.state}`) },
      reason: lead.lostReason ? say(`leads.reason.${lead.lostReason}`) : '—',
    }),
  )
  const text = [say('leads.uncalled_title', { number: waiting.length }), ...lines].join('\n')
  const service = await db.find(StaffAccount, { where: { role: 'service' }, order: { id: 'ASC' } })
  await tellPeople(db, service, { text, dedupe: `leads:to_call:${dayOf(now, dealer.zone)}`, now, ids })
}

async function tellUntaken(db: Db, { ids, say, dealer, now }: JobDeps): Promise<void> {
  const pool = await db.find(Lead, {
    where: { state: 'new', claimedBy: IsNull(), raisedAt: LessThan(now - TAKEN_WITHIN) },
    ...WITH_NAMES,
    order: { code: 'ASC' },
  })
  if (!pool.length) return
  const lines = pool.slice(0, LISTED).map((lead) =>
    say('leads.list_line', {
      ...{ code: lead.code, level: lead.level, name: nameOf(lead) },
      kind: say(`leads.kind.${lead.kind}`),
    }),
  )
  const text = [say('leads.untaken_title', { number: pool.length }), ...lines].join('\n')
  await tellPeople(db, await findManagers(db), { text, dedupe: `leads:untaken:${dayOf(now, dealer.zone)}`, now, ids })
}
