import { LRUCache } from 'lru-cache'

/** Where to send: groups that have become supergroups, and the topics in which people talk. */
export function createRooms() {
  const moved = new Map<number, number>()
  const topics = new LRUCache<string, number>({ max: 20_000 })
  const set = (where: string, topic: number | undefined) => {
    if (topic === undefined) topics.delete(where)
    else topics.set(where, topic)
  }
  return {
    moved(from: number, to: number): void {
      moved.set(from, to)
    },
    /** Undefined for what is no id of Telegram's. */
    addressOf(room: string): number | undefined {
      const id = toNumber(room)
      return id === undefined ? undefined : (moved.get(id) ?? id)
    },
    seeTopic(chat: number, message: number, person: number | undefined, topic: number | undefined): void {
      set(`${chat} ${message}`, topic)
      if (person !== undefined) set(`${chat} by ${person}`, topic)
    },
    /** The topic of the message that is answered, or where the person spoke last; undefined for the general one. */
    topicFor(chat: number, answered: number | undefined, person: number | undefined): number | undefined {
      if (answered !== undefined) return topics.get(`${chat} ${answered}`)
      return person === undefined ? undefined : topics.get(`${chat} by ${person}`)
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>

/** An id of a chat, a person or a message as a number. */
export function toNumber(id: string): number | undefined {
  const number = Number(id)
  return /^-?[1-9]\d{0,15}$/.test(id) && Number.isSafeInteger(number) ? number : undefined
}
