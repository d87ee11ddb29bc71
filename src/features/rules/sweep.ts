import { MoreThan } from 'typeorm'
import { HOUR } from '../../kit/clock.js'
import type { Ids } from '../../kit/ids.js'
import { outboxItem } from '../../outbox/index.js'
import { type Job, Member, Message, OutboxItem, type Store, writeRows } from '../../store/index.js'
import { roomOf } from '../step.js'

interface Deps {
  store: Store
  ids: Ids
  now: number
}

/** What a removed member said this lately goes too, the newest first. */
const WITHIN = 12 * HOUR
const MOST = 20

/** Recalls the last messages of a member who was removed; what was recalled before is left out. */
export async function recallLastMessages({ store, ids, now }: Deps, { memberId }: Job['payload']): Promise<void> {
  await store.transaction(async (db) => {
    const member = await db.findOne(Member, { where: { id: String(memberId) }, relations: { group: true } })
    const group = member?.group
    if (!group) return
    const recent = await db.find(Message, {
      where: { groupId: group.id, type: 'message', sentAt: MoreThan(now - WITHIN) },
      order: { sentAt: 'DESC' },
    })
    const own = recent.filter(({ details }) => details.sender.id === member.externalId).slice(0, MOST)
    const items = own.map(({ id, externalId }) =>
      outboxItem({
        id: ids(),
        accountId: group.accountId,
        action: { type: 'recall', room: roomOf(group), messageId: externalId },
        priority: 'rule',
        dedupeKey: `rules:recall:${group.id}:${externalId}`,
        messageId: id,
        now,
        lifetime: HOUR,
      }),
    )
    await writeRows(db, OutboxItem, items, 'ignore')
  })
}
