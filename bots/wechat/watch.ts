import type { After } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import type { ChatEvent } from '../../src/message/index.js'
import { type Book, compare, type Entry, emptyBook } from './book.js'
import { toRoomRef } from './decode.js'
import type { LookUp } from './look-up.js'
import type { Mentionable } from './mentions.js'
import type { Puppet } from './types.js'

export interface WatchOptions {
  /** Undefined while there is no connection. */
  connection(): { puppet: Puppet; lookUp: LookUp; self: string } | undefined
  clock: Clock
  after: After
  /** How often each room is looked at, ms. */
  every: number
  /** How long a difference must stay before it counts, ms. */
  grace: number
  emit(event: ChatEvent): void
}

/** Several hints at once lead to one look, ms. */
const SOON_MS = 2_000
const AT_ONCE = 8

/**
 * Looks at the members of rooms in which something has happened since the start. WeChat tells of no new name card, of
 * nobody who leaves, and of nothing that happened while the gateway was away.
 */
export function createWatch({ connection, clock, after, every, grace, emit }: WatchOptions) {
  const books = new Map<string, Book>()
  const looking = new Set<string>()
  const timers = new Map<string, () => void>()
  let stopped = false

  const bookOf = (room: string): Book => {
    const known = books.get(room)
    if (known) return known
    const made = emptyBook()
    books.set(room, made)
    lookIn(room, SOON_MS)
    return made
  }

  function lookIn(room: string, ms: number): void {
    if (stopped) return
    timers.get(room)?.()
    timers.set(
      room,
      after(ms, () => void look(room)),
    )
  }

  async function look(room: string): Promise<void> {
    const book = books.get(room)
    const here = connection()
    if (!book || stopped || looking.has(room)) return
    if (!here) return lookIn(room, every)
    looking.add(room)
    const events = await read(room, book, here).catch(() => [])
    looking.delete(room)
    for (const event of events) emit(event)
    lookIn(room, book.doubts.size ? Math.min(Math.max(grace, SOON_MS), every) : every)
  }

  async function read(room: string, book: Book, { puppet, lookUp, self }: NonNullable<ReturnType<typeof connection>>) {
    // Both sides remember members and forget them only when told to.
    await Promise.all([puppet.roomPayloadDirty(room), puppet.roomMemberPayloadDirty(room)])
    const payload = await lookUp.room(room)
    // We are in it ourselves: a list without us is no list.
    if (!payload?.memberIdList.includes(self)) return []
    const people = new Map<string, Entry | undefined>()
    const others = payload.memberIdList.filter((id) => id && id !== self)
    for (let from = 0; from < others.length; from += AT_ONCE) {
      const some = others.slice(from, from + AT_ONCE)
      const entries = await Promise.all(some.map((id) => lookUp.member(room, id)))
      for (const [index, id] of some.entries()) {
        const member = entries[index]
        people.set(id, member && { nickname: member.name, card: member.roomAlias })
      }
    }
    return compare(book, { room: toRoomRef(room, payload), people, at: clock.now(), grace })
  }

  return {
    /** Something was said by somebody in the room. */
    heard(room: string, person: string, card: string | undefined) {
      const known = bookOf(room).members.get(person)
      if (known && known.card !== (card ?? '') && !looking.has(room)) lookIn(room, SOON_MS)
    },
    /** The gateway says that what it told of the room is out of date. */
    outOfDate(room: string) {
      if (books.has(room) && !looking.has(room)) lookIn(room, SOON_MS)
    },
    joined(room: string, person: string, entry: Entry) {
      bookOf(room).members.set(person, entry)
    },
    left(room: string, person: string): Entry | undefined {
      const entry = bookOf(room).members.get(person)
      bookOf(room).members.delete(person)
      return entry
    },
    /** We are no longer in the room. */
    forget(room: string) {
      timers.get(room)?.()
      timers.delete(room)
      books.delete(room)
    },
    /** The connection is back. Where ids are new at each login, the books are worth nothing now. */
    online(stableIds: boolean) {
      for (const room of books.keys()) {
        if (!stableIds) books.set(room, emptyBook())
        lookIn(room, SOON_MS)
      }
    },
    /** Who is known to be in the room. */
    people(room: string): Mentionable[] {
      const members = books.get(room)?.members ?? new Map<string, Entry>()
      return [...members].map(([id, { card, nickname }]) => ({ id, names: [card, nickname] }))
    },
    stop() {
      stopped = true
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}
