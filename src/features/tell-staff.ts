import { HOUR } from '../kit/clock.js'
import type { Ids } from '../kit/ids.js'
import type { Button } from '../message/index.js'
import { outboxItem } from '../outbox/index.js'
import { type Db, Group, OutboxItem, writeRows } from '../store/index.js'
import { roomOf } from './step.js'

export interface Notice {
  text: string
  /** Said once for each room. */
  dedupe: string
  now: number
  ids: Ids
  messageId?: string | null
  buttons?: Button[]
  /** Only rooms of these of our accounts. */
  accounts?: readonly string[]
}

/** Puts notices to every staff room into the outbox, for work that is not the handling of a message. */
export async function tellStaffRooms(db: Db, ...notices: readonly Notice[]): Promise<void> {
  if (!notices.length) return
  const rooms = await db.findBy(Group, { kind: 'staff', presence: 'here' })
  const items = notices.flatMap(({ text, dedupe, now, ids, messageId, buttons, accounts }) =>
    rooms
      .filter(({ accountId }) => accounts?.includes(accountId) ?? true)
      .map((room) =>
        outboxItem({
          id: ids(),
          accountId: room.accountId,
          action: { type: 'say', room: roomOf(room), text, buttons },
          priority: 'staff',
          dedupeKey: `${dedupe}:${room.id}`,
          messageId: messageId ?? undefined,
          now,
          lifetime: 4 * HOUR,
        }),
      ),
  )
  await writeRows(db, OutboxItem, items, 'ignore')
}
