import { Refusal } from './refusal.js'
import { requireMember, requirePerson, requirePost, requireRoom, type State, senderOf } from './state.js'
import type { Change, Member, Person, Post, Role, Room, Sender } from './types.js'

export interface Membership {
  /** @throws Refusal id_taken: rooms and people share one space of ids, for a private chat has its person's id */
  addRoom(room: Omit<Room, 'kind'>): Room
  /** Adds the person and, for a human, the private chat with the bot; a known id gets the new nickname and title. */
  addPerson(person: Person): Person
  /** Puts a person in a room with nothing said about it: for setting the scene. */
  addMember(room: string, person: string, options?: { role?: Role; card?: string }): Member
  /** @throws Refusal already_a_member */
  join(room: string, person: string, options?: { card?: string; invitedBy?: string }): Post
  leave(room: string, person: string): Post
  /** Asks the bot, in the person's private chat with it, into a group. @throws Refusal not_a_member */
  invite(room: string, person: string): Post
  /** The bot comes into the group that it was asked into. @throws Refusal unknown_post, already_a_member */
  acceptInvitation(post: string, bot: string): Post
  /** @throws Refusal not_admin */
  kick(room: string, person: string, by: string): Post
  /** `until` is UTC epoch ms; a moment that has passed lifts the mute. @throws Refusal not_admin */
  mute(room: string, person: string, by: string, until: number): Post
  /** An empty card takes it away. Admins may set everyone's. @throws Refusal not_admin */
  setCard(room: string, person: string, card: string, by?: string): Post
}

interface Tools {
  state: State
  clock: { now(): number }
  commit(...changes: Change[]): void
  newPost(room: Room, from: Sender, rest: Omit<Post, 'id' | 'room' | 'at' | 'from'>): Change & { type: 'post' }
}

/** Who is in which room, and the rules of coming, leaving and being silenced. */
export function createMembership({ state, clock, commit, newPost }: Tools): Membership {
  const find = (roomId: string, personId: string) => {
    const room = requireRoom(state, roomId)
    const person = requirePerson(state, personId)
    return { room, person, member: requireMember(state, room, person), sender: senderOf(state, room, person) }
  }
  const findAdmin = (roomId: string, personId: string) => {
    const found = find(roomId, personId)
    if (found.member.role === 'member') throw new Refusal('not_admin')
    return found
  }
  const groupOf = (roomId: string) => {
    const room = requireRoom(state, roomId)
    if (room.kind !== 'group') throw new Refusal('unknown_room')
    return room
  }

  return {
    addRoom(given) {
      if (state.rooms.has(given.id) || state.people.has(given.id)) throw new Refusal('id_taken')
      const room: Room = { ...given, kind: 'group' }
      commit({ type: 'room', room })
      return room
    },

    addPerson(person) {
      if (state.rooms.get(person.id)?.kind === 'group') throw new Refusal('id_taken')
      const changes: Change[] = [{ type: 'person', person }]
      if (!person.bot) changes.push({ type: 'room', room: { id: person.id, kind: 'private', name: person.nickname } })
      commit(...changes)
      return person
    },

    addMember(roomId, personId, { role = 'member', card } = {}) {
      groupOf(roomId)
      requirePerson(state, personId)
      const member: Member = { person: personId, role, ...(card ? { card } : {}) }
      commit({ type: 'member', room: roomId, member })
      return member
    },

    join(roomId, personId, { card, invitedBy } = {}) {
      const room = groupOf(roomId)
      const person = requirePerson(state, personId)
      if (state.members.get(roomId)?.has(personId)) throw new Refusal('already_a_member')
      const about = invitedBy === undefined ? undefined : find(roomId, invitedBy).sender
      const member: Member = { person: personId, role: 'member', ...(card ? { card } : {}) }
      const from: Sender = { ...senderOf(state, room, person), role: 'member', ...(card ? { card } : {}) }
      const change = newPost(room, from, { kind: 'join', ...(about ? { about } : {}) })
      // It was not there yet, and is told all the same.
      if (person.bot) change.offer = true
      commit({ type: 'member', room: roomId, member }, change)
      return change.post
    },

    invite(roomId, personId) {
      const { room, person } = find(groupOf(roomId).id, personId)
      const desk = requireRoom(state, personId)
      const invited = { room: room.id, name: room.name }
      const change = newPost(desk, senderOf(state, desk, person), { kind: 'invite', invited })
      commit(change)
      return change.post
    },

    acceptInvitation(postId, bot) {
      const { invited, from } = requirePost(state, postId)
      if (!invited) throw new Refusal('unknown_post')
      return this.join(invited.room, bot, { invitedBy: from.id })
    },

    leave(roomId, personId) {
      const { room, sender } = find(groupOf(roomId).id, personId)
      const change = newPost(room, sender, { kind: 'leave' })
      commit({ type: 'gone', room: roomId, person: personId }, change)
      return change.post
    },

    kick(roomId, personId, by) {
      const remover = findAdmin(groupOf(roomId).id, by)
      const { room, member, sender } = find(roomId, personId)
      if (!outranks(remover.member.role, member.role)) throw new Refusal('not_admin')
      const change = newPost(room, sender, { kind: 'leave', about: remover.sender })
      commit({ type: 'gone', room: roomId, person: personId }, change)
      return change.post
    },

    mute(roomId, personId, by, until) {
      const admin = findAdmin(groupOf(roomId).id, by)
      const { room, member, sender } = find(roomId, personId)
      if (!outranks(admin.member.role, member.role)) throw new Refusal('not_admin')
      const { mutedUntil: _, ...free } = member
      const muted = until > clock.now()
      const next: Member = muted ? { ...free, mutedUntil: until } : free
      const change = newPost(
        room,
        admin.sender,
        muted ? { kind: 'mute', about: sender, until } : { kind: 'unmute', about: sender },
      )
      commit({ type: 'member', room: roomId, member: next }, change)
      return change.post
    },

    setCard(roomId, personId, card, by = personId) {
      if (by !== personId) findAdmin(groupOf(roomId).id, by)
      const { room, member, sender } = find(groupOf(roomId).id, personId)
      const { card: oldCard, ...rest } = member
      const { card: _, ...bare } = sender
      const given = card.trim() ? { card: card.trim() } : {}
      const change = newPost(room, { ...bare, ...given }, { kind: 'card', ...(oldCard ? { oldCard } : {}) })
      commit({ type: 'member', room: roomId, member: { ...rest, ...given } }, change)
      return change.post
    },
  }
}

const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 }
const outranks = (one: Role, other: Role) => RANK[one] > RANK[other]
