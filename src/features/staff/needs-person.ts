import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { Member, type OutboxItem, type Store } from '../../store/index.js'
import { displayName } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** What the platform refused is handed to a person, with the step to take. */
export async function askPerson({ store, ids, say, now }: Deps, item: OutboxItem): Promise<void> {
  const { action } = item
  await store.transaction(async (db) => {
    const person = 'person' in action ? await db.findOneBy(Member, { externalId: action.person }) : null
    const text = say(`staff.needs_person.${action.type}`, {
      group: action.room.name ?? action.room.id,
      name: person ? displayName(person) : '',
      reason: item.reason ?? '',
    })
    await tellStaffRooms(db, { text, dedupe: `staff:needs_person:${item.id}`, now, ids, messageId: item.messageId })
  })
}
