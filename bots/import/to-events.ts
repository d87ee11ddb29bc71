import type { ChatEvent } from '../../src/message/index.js'
import type { HistoryEntry } from '../history/index.js'
import type { Survey } from './survey.js'

/** Where an export shows no account: system lines name a member only. */
const byName = (name: string) => `name:${name}`

/** The event that an entry of a history stands for; null for what changes nothing (mutes, recalls, notices). */
export function toEvent(
  entry: HistoryEntry,
  { accounts, staff, joiners, cardPrefix }: Survey,
  roomId: string,
): ChatEvent | null {
  if (entry.kind === 'broken') return null
  const room = { id: roomId, kind: 'group' as const, name: entry.room.title }
  const base = { id: entry.id, at: entry.at, room }
  if (entry.kind === 'message') {
    const { id, name, shown, role } = entry.sender
    const card = cardPrefix?.startsWith('【') ? shown : name
    const sender = { id, card, role: staff.has(id) ? (role ?? ('admin' as const)) : ('member' as const) }
    return { ...base, type: 'message', sender, text: entry.text }
  }
  if (!entry.name) return null
  if (entry.kind === 'join') {
    const account = joiners.get(entry.id)
    return {
      ...base,
      type: 'join',
      sender: { id: account ?? byName(entry.name), nickname: entry.name },
      invitedBy: entry.by,
    }
  }
  if (entry.kind === 'leave' || entry.kind === 'kick') {
    const account = [...accounts.values()].find((each) => each.names.includes(entry.name as string))
    return { ...base, type: 'leave', sender: { id: account?.id ?? byName(entry.name) }, removedBy: entry.by }
  }
  return null
}
