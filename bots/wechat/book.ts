import type { ChatEvent, RoomRef } from '../../src/message/index.js'

export interface Entry {
  nickname: string
  /** Empty when none is set. */
  card: string
}

/** Who was in a room at the last look, and what is doubtful since: a difference counts when it stays. */
export interface Book {
  members: Map<string, Entry>
  /** False until the first full look: before it nobody is new or gone. */
  complete: boolean
  doubts: Map<string, Doubt>
}

interface Doubt {
  now: string
  since: number
}

export const emptyBook = (): Book => ({ members: new Map(), complete: false, doubts: new Map() })

export interface Look {
  room: RoomRef
  /** Everybody in the room; undefined for whom nothing could be learnt this time. */
  people: ReadonlyMap<string, Entry | undefined>
  at: number
  /** How long a difference must stay, ms: cards are edited in several tries, and gateways stumble. */
  grace: number
}

/**
 * Compares a look at a room with the book, which it brings up to date. Answers what must have happened since, as
 * events: newcomers, those who are gone (nobody is told when a member of a WeChat group leaves), and new cards.
 */
export function compare(book: Book, { room, people, at, grace }: Look): ChatEvent[] {
  const events: ChatEvent[] = []
  const seen = new Set<string>()
  const stays = (what: string, now: string): boolean => {
    seen.add(what)
    const doubt = book.doubts.get(what)
    if (doubt?.now === now) return at - doubt.since >= grace
    book.doubts.set(what, { now, since: at })
    return grace <= 0
  }
  const base = (type: string, id: string, entry: Entry) => ({
    id: `${type}:${id}:${at}`,
    at,
    room,
    sender: {
      id,
      ...(entry.nickname ? { nickname: entry.nickname } : {}),
      ...(entry.card ? { card: entry.card } : {}),
    },
  })

  for (const [id, entry] of people) {
    const old = book.members.get(id)
    if (!old) {
      if (!book.complete) book.members.set(id, entry ?? { nickname: '', card: '' })
      else if (stays(`join ${id}`, id)) {
        book.members.set(id, entry ?? { nickname: '', card: '' })
        const joined = base('join', id, entry ?? { nickname: '', card: '' })
        // With us.
        events.push({ ...joined, room: { ...room, members: people.size + 1 }, type: 'join' })
      }
      continue
    }
    if (!entry) continue
    old.nickname = entry.nickname || old.nickname
    if (!book.complete) old.card = entry.card
    if (old.card === entry.card || !stays(`card ${id}`, entry.card)) continue
    const oldCard = old.card ? { oldCard: old.card } : {}
    old.card = entry.card
    events.push({ ...base('card', id, old), type: 'card', ...oldCard })
  }
  for (const [id, entry] of [...book.members]) {
    if (people.has(id)) continue
    if (book.complete && !stays(`leave ${id}`, id)) continue
    book.members.delete(id)
    if (book.complete) events.push({ ...base('leave', id, entry), type: 'leave' })
  }
  for (const key of [...book.doubts.keys()]) if (!seen.has(key)) book.doubts.delete(key)
  for (const event of events) book.doubts.delete(`${event.type} ${event.sender.id}`)
  book.complete = true
  return events
}
