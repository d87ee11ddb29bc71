import { DateTime } from 'luxon'
import { DAY } from '../../kit/clock.js'
import { clip } from '../../kit/cut-text.js'
import { outboxItem } from '../../outbox/index.js'
import { Contact, Customer, type Job, Member, OutboxItem, VehicleFact, writeRows } from '../../store/index.js'
import { decideForCustomer, isNight, pastContacts } from '../contact-budget.js'
import type { JobDeps } from '../job-deps.js'

/**
 * Did we understand a day of their car right? Asked in private, by day, within what the customer may be written to unasked,
 * and never of whoever said 退订; what is held back is written down with its reason.
 */
export async function confirmCar({ store, ids, say, dealer, now }: JobDeps, payload: Job['payload']): Promise<void> {
  await store.transaction(async (db) => {
    const fact = await db.findOneBy(VehicleFact, { id: String(payload.factId), state: 'said' })
    const member = await db.findOne(Member, { where: { id: String(payload.memberId) }, relations: { group: true } })
    const customer = member?.customerId ? await db.findOneBy(Customer, { id: member.customerId }) : null
    if (!fact || !member?.group || !customer || customer.erasedAt !== null) return
    const key = `car:${fact.id}`
    if (await db.existsBy(Contact, { key })) return
    const past = (await pastContacts(db, [customer.id], now)).get(customer.id) ?? []
    const isLate = isNight(DateTime.fromMillis(now, { zone: dealer.zone }).hour)
    const why = decideForCustomer(customer, past, now) ?? (isLate ? 'quiet' : null)
    const about = { id: ids(), key, customerId: customer.id, groupId: null, kind: 'car', at: now }
    await db.insert(Contact, { ...about, state: why ? 'held' : 'sent', why })
    if (why) return
    const what = say(`customers.code.${fact.kind}`)
    const text = say('customers.confirm', { what, day: fact.value, quote: clip(fact.basis) })
    const room = { id: member.externalId, kind: 'private' as const }
    const item = outboxItem({
      ...{ id: ids(), accountId: member.group.accountId, action: { type: 'say', room, text }, priority: 'reply', now },
      ...{ dedupeKey: `care:${customer.id}:confirm:${fact.id}`, lifetime: DAY },
    })
    await writeRows(db, OutboxItem, [item], 'ignore')
  })
}
