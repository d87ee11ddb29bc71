import { Refusal } from './refusal.js'
import type { Change, Member, Person, Post, Room, Sender } from './types.js'

export interface State {
  rooms: Map<string, Room>
  people: Map<string, Person>
  /** Room id → person id → member; groups only. */
  members: Map<string, Map<string, Member>>
  /** Room id → posts, oldest first. */
  timelines: Map<string, Post[]>
  posts: Map<string, Post>
  /** Writer and clientId → post id. */
  clientIds: Map<string, string>
  /** Posts that the bot has not taken in yet, oldest first. */
  offered: Map<string, Post>
}

export const emptyState = (): State => ({
  rooms: new Map(),
  people: new Map(),
  members: new Map(),
  timelines: new Map(),
  posts: new Map(),
  clientIds: new Map(),
  offered: new Map(),
})

export const clientKey = (person: string, clientId: string) => JSON.stringify([person, clientId])

/** Takes one change in. Changes were checked when they were made, so nothing is refused here. */
export function apply(state: State, change: Change): void {
  switch (change.type) {
    case 'room':
      state.rooms.set(change.room.id, change.room)
      if (!state.timelines.has(change.room.id)) state.timelines.set(change.room.id, [])
      if (!state.members.has(change.room.id)) state.members.set(change.room.id, new Map())
      return
    case 'person':
      state.people.set(change.person.id, change.person)
      return
    case 'member':
      state.members.get(change.room)?.set(change.member.person, change.member)
      return
    case 'gone':
      state.members.get(change.room)?.delete(change.person)
      return
    case 'post':
      state.timelines.get(change.post.room)?.push(change.post)
      state.posts.set(change.post.id, change.post)
      if (change.post.clientId) {
        state.clientIds.set(clientKey(change.post.from.id, change.post.clientId), change.post.id)
      }
      if (change.offer) state.offered.set(change.post.id, change.post)
      return
    case 'recall': {
      const post = state.posts.get(change.post)
      if (post) post.recalled = { by: change.by, at: change.at }
      return
    }
    case 'ack':
      state.offered.delete(change.post)
  }
}

export function requireRoom(state: State, id: string): Room {
  return state.rooms.get(id) ?? refuse('unknown_room')
}

export function requirePerson(state: State, id: string): Person {
  return state.people.get(id) ?? refuse('unknown_person')
}

export function requirePost(state: State, id: string): Post {
  return state.posts.get(id) ?? refuse('unknown_post')
}

/** The member that a person is in a room; in a private chat that is its owner and any bot. */
export function requireMember(state: State, room: Room, person: Person): Member {
  if (room.kind === 'private') {
    return room.id === person.id || person.bot ? { person: person.id, role: 'member' } : refuse('not_a_member')
  }
  return state.members.get(room.id)?.get(person.id) ?? refuse('not_a_member')
}

/** Whether a bot sees what happens in a room. */
export function botListens(state: State, room: Room): boolean {
  if (room.kind === 'private') return true
  for (const id of state.members.get(room.id)?.keys() ?? []) if (state.people.get(id)?.bot) return true
  return false
}

export function senderOf(state: State, room: Room, person: Person): Sender {
  const member = room.kind === 'group' ? state.members.get(room.id)?.get(person.id) : undefined
  return {
    id: person.id,
    nickname: person.nickname,
    ...(member?.card ? { card: member.card } : {}),
    ...(member ? { role: member.role } : {}),
    ...(person.bot ? { bot: true } : {}),
  }
}

function refuse(code: ConstructorParameters<typeof Refusal>[0]): never {
  throw new Refusal(code)
}
