import { IsNull } from 'typeorm'
import { findPhone } from '../../kit/chinese/phone.js'
import type { Clock } from '../../kit/clock.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { AuditEntry, Customer, Lead, type Store } from '../../store/index.js'

/** The door by which leads come in, as far as it is needed here; the same id comes in once. */
export type TakeLead = (
  from: string,
  lead: { id: string; name: string; phone: string; source: 'activity'; wish: string },
) => Promise<{ code: number }>

/** Somebody who came along and agreed that the dealer may call. */
export interface Prospect {
  /** Made where it was typed: the same one again is the same person. */
  id: string
  name: string
  phone: string
}

interface Deps {
  store: Store
  ids: Ids
  clock: Clock
  say: Say
  takeLead: TakeLead
}

/** A companion or a walk-in becomes a prospect of the dealer; nothing is kept of whoever did not agree. */
export async function takeProspect(
  { store, ids, clock, say, takeLead }: Deps,
  { id, name, phone }: Prospect,
  activity: { id: string; title: string },
): Promise<void> {
  const wish = say('activities.companion_wish', { title: activity.title })
  const { code } = await takeLead('activities', { id, name, phone, source: 'activity', wish })
  await store.transaction(async (db) => {
    const lead = await db.findOneBy(Lead, { code })
    if (!lead) return
    const customer = { id: lead.customerId, consentAt: IsNull() }
    const { affected } = await db.update(Customer, customer, { consentAt: clock.now() })
    if (!affected) return
    await db.insert(AuditEntry, {
      ...{ id: ids(), at: clock.now(), actor: 'activities', what: 'activities.companion', messageId: null },
      details: { activity: activity.id, customer: lead.customerId, way: 'door' },
    })
  })
}

export const isPhone = (text: string): boolean => findPhone(text) !== null
