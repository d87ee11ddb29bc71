import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { Lead, type Store } from '../../store/index.js'
import { tellStaffRooms } from '../tell-staff.js'
import { leadButtons, leadCard } from './card.js'
import { WITH_NAMES } from './name.js'

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** Hands the staff what a history brought to light: a card for each lead that nobody has taken. */
export async function announceLeads({ store, ids, say, now }: Deps): Promise<void> {
  await store.transaction(async (db) => {
    const leads = await db.find(Lead, {
      where: { state: 'new' },
      ...WITH_NAMES,
      order: { code: 'ASC' },
    })
    for (const lead of leads) {
      const text = leadCard(say, 'new', lead)
      await tellStaffRooms(db, { text, dedupe: `leads:card:${lead.id}`, now, ids, buttons: leadButtons(say, lead) })
    }
  })
}
