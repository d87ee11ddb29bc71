import { requireMember, requirePerson, requireRoom, type State } from './state.js'
import type { Member, Person, Post, Room } from './types.js'

export interface Reading {
  rooms(): Room[]
  people(): Person[]
  room(id: string): Room | undefined
  person(id: string): Person | undefined
  /** Members of a group with their people; mutes that are over are left out. */
  members(room: string): { person: Person; member: Member }[]
  isMember(room: string, person: string): boolean
  findPost(id: string): Post | undefined
  /**
   * The last `limit` posts before the post `before` (or the newest), oldest first. `as`: who looks.
   * @throws Refusal unknown_room, not_a_member
   */
  history(room: string, options?: { before?: string; limit?: number; as?: string }): Post[]
  /** The oldest post of a room that the bot has not taken in yet. */
  nextOffered(room: string): Post | undefined
  isOffered(post: string): boolean
}

export function createReading(state: State, clock: { now(): number }): Reading {
  const current = ({ mutedUntil, ...member }: Member): Member =>
    mutedUntil !== undefined && mutedUntil > clock.now() ? { ...member, mutedUntil } : member

  return {
    rooms: () => [...state.rooms.values()],
    people: () => [...state.people.values()],
    room: (id) => state.rooms.get(id),
    person: (id) => state.people.get(id),
    members: (room) =>
      [...(state.members.get(room)?.values() ?? [])].map((member) => ({
        person: requirePerson(state, member.person),
        member: current(member),
      })),
    isMember(roomId, personId) {
      const room = state.rooms.get(roomId)
      if (room?.kind === 'private') return roomId === personId || Boolean(state.people.get(personId)?.bot)
      return Boolean(state.members.get(roomId)?.has(personId))
    },
    findPost: (id) => state.posts.get(id),
    history(roomId, { before, limit = 50, as } = {}) {
      const room = requireRoom(state, roomId)
      if (as !== undefined) requireMember(state, room, requirePerson(state, as))
      const posts = state.timelines.get(roomId) ?? []
      const found = before === undefined ? -1 : posts.findLastIndex((post) => post.id === before)
      const end = before === undefined ? posts.length : Math.max(found, 0)
      return posts.slice(Math.max(0, end - limit), end)
    },
    nextOffered(room) {
      for (const post of state.offered.values()) if (post.room === room) return post
      return undefined
    },
    isOffered: (post) => state.offered.has(post),
  }
}
