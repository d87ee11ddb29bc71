import { groupItem } from '../features/group-item.js'
import type { Batch, Turn } from '../features/step.js'
import { HOUR } from '../kit/clock.js'
import { AuditEntry, type Db, type Group, Job, jobRow, OutboxItem, type Writes } from '../store/index.js'
import type { PipelineDeps } from './run.js'

interface Around {
  db: Db
  writes: Writes
  turns: readonly Turn[]
  staffRooms: readonly Group[]
}

const STAFF_ALERT_LIFETIME = 12 * HOUR

/** What the steps of one batch may do. Everything becomes rows of the same transaction. */
export function createBatch({ ids, say, dealer }: PipelineDeps, { db, writes, turns, staffRooms }: Around): Batch {
  const batch: Batch = {
    db,
    turns,
    writes,
    ids,
    say,
    dealer,
    staffRooms,
    send(turn, to, action, { priority, dedupe, lifetime }) {
      if (turn.mode === 'history') return
      // What a platform tells only after an outage is answered late or not at all; the staff hear of it in any case.
      const late = priority === 'staff' ? 0 : Math.max(0, turn.now - turn.event.at)
      const row = groupItem(to, dealer.zone, {
        id: ids(),
        action,
        priority,
        dedupeKey: dedupe,
        messageId: turn.messageId,
        now: turn.now,
        lifetime: lifetime - late,
      })
      writes.insert(OutboxItem, row)
    },
    tellStaff(turn, text, { dedupe, buttons }) {
      for (const room of staffRooms.filter(({ presence }) => presence === 'here')) {
        const action = {
          type: 'say' as const,
          room: { id: room.externalId, kind: 'group' as const, name: room.name },
          text,
          buttons,
        }
        batch.send(turn, room, action, {
          priority: 'staff',
          dedupe: `${dedupe}:${room.id}`,
          lifetime: STAFF_ALERT_LIFETIME,
        })
      }
    },
    later(turn, { task, payload, runAt, dedupe }) {
      if (turn.mode === 'history') return
      writes.insert(Job, jobRow(ids(), task, payload, { runAt, dedupeKey: dedupe }))
    },
    audit(turn, what, details) {
      const actor = turn.staff ? turn.member.externalId : 'bot'
      writes.insert(AuditEntry, { id: ids(), at: turn.now, actor, what, messageId: turn.messageId, details })
    },
  }
  return batch
}
