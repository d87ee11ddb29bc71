import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import type { OutboxItem, Store } from '../../store/index.js'
import { TO_PERSON } from '../tell-people.js'
import { tellStaffRooms } from '../tell-staff.js'

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** What did not reach one colleague in private goes to the staff rooms, under their name. */
export async function handOver(
  { store, ids, say, now }: Deps,
  { id, action, dedupeKey, messageId }: OutboxItem,
): Promise<void> {
  if (!dedupeKey.startsWith(TO_PERSON) || action.type !== 'say') return
  const text = say('staff.for_person', { name: action.room.name ?? '', text: action.text })
  await store.transaction((db) =>
    tellStaffRooms(db, { text, buttons: action.buttons, dedupe: `staff:hand_over:${id}`, now, ids, messageId }),
  )
}
