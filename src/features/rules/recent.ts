import { Between, In } from 'typeorm'
import { MINUTE } from '../../kit/clock.js'
import { Message } from '../../store/index.js'
import { type Batch, said, type Turn } from '../step.js'
import { WITHIN, type Word } from './mechanics.js'

/** Who spoke a moment ago may be flooding or repeating; for the others nothing is read. */
const CLOSE = 2 * MINUTE

/** What arrives later than this, after an outage, comes in a heap that nobody made. */
export const LATE = 5 * MINUTE

/** Whether a message counts: a history is over, and what comes late is not held against anybody. */
export const counts = ({ event, exempt, group, mode, now }: Turn) =>
  event.type === 'message' && !exempt && group.kind === 'owners' && mode === 'live' && now - event.at <= LATE

/** The latest words of those who speak in quick succession, up to and with a turn's own; empty for everybody else. */
export async function createRecent(batch: Batch): Promise<(turn: Turn) => readonly Word[]> {
  const words = batch.turns.filter(counts)
  const spoken = new Map<string, number>()
  for (const { member } of words) spoken.set(member.id, (spoken.get(member.id) ?? 0) + 1)
  const quick = new Set(
    words
      .filter(({ member, event }) => (spoken.get(member.id) ?? 0) > 1 || event.at - (member.lastMessageAt ?? 0) < CLOSE)
      .map(({ member }) => member.id),
  )
  if (!quick.size) return () => []
  const turns = words.filter(({ member }) => quick.has(member.id))
  const times = turns.map(({ event }) => event.at)
  const talk = await batch.db.find(Message, {
    select: { id: true, groupId: true, sentAt: true, text: true, details: true as never },
    where: {
      groupId: In([...new Set(turns.map(({ group }) => group.id))]),
      sentAt: Between(Math.min(...times) - WITHIN, Math.max(...times)),
      type: 'message',
    },
    order: { sentAt: 'ASC', id: 'ASC' },
  })
  const own = new Map<string, { id: string; at: number; text: string }[]>()
  for (const { id, groupId, sentAt, text, details } of talk) {
    const key = `${groupId} ${details.sender.id}`
    own.set(key, [...(own.get(key) ?? []), { id, at: sentAt, text }])
  }
  return (turn) => {
    if (!quick.has(turn.member.id) || !said(turn)) return []
    const all = own.get(`${turn.group.id} ${turn.member.externalId}`) ?? []
    return all.slice(0, all.findIndex(({ id }) => id === turn.messageId) + 1)
  }
}
