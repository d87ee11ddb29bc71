import type { Button } from '../../src/message/index.js'
import { openJournal } from './journal.js'
import { createMembership, type Membership } from './membership.js'
import { createReading, type Reading } from './reading.js'
import { Refusal } from './refusal.js'
import {
  apply,
  botListens,
  clientKey,
  emptyState,
  requireMember,
  requirePerson,
  requirePost,
  requireRoom,
  senderOf,
} from './state.js'
import type { Change, Post, Room, Sender } from './types.js'

export interface Said {
  kind?: 'message' | 'announcement'
  mentions?: string[]
  replyTo?: string
  buttons?: Button[]
  /** The same person with the same clientId: the first post is returned and nothing is added. */
  clientId?: string
}

/** A post of the past, for filling a room in bulk. */
export type SeedPost = Omit<Post, 'id' | 'from'> & { id?: string; from: string | Sender }

export interface SandboxWorld extends Membership, Reading {
  /** @throws Refusal muted, not_a_member, empty_text, unknown_room, unknown_person, unknown_post (of replyTo) */
  post(room: string, person: string, text: string, said?: Said): Post
  /** @throws Refusal unknown_button when no button of the post carries `data` */
  pressButton(post: string, person: string, data: string): Post
  /** Writers take back their own posts, admins everyone's. @throws Refusal not_admin, already_recalled */
  recall(post: string, by: string): Post
  /** Adds posts of the past in bulk, oldest first. They are history: the bot is not offered them. */
  seed(posts: SeedPost[]): Post[]
  /** The bot has taken the post in: it is not offered again. */
  ack(post: string): void
  onChange(listener: (change: Change) => void): () => void
}

export interface WorldOptions {
  /** Path of the journal, which makes the world survive a restart; in memory without one. */
  journal?: string
  clock: { now(): number }
  ids: () => string
}

/** A chat platform in one object: rooms, people, timelines, and the rules of who may do what. */
export function createWorld({ journal: path, clock, ids }: WorldOptions): SandboxWorld {
  const state = emptyState()
  const listeners = new Set<(change: Change) => void>()
  const journal = path === undefined ? undefined : openJournal(path, (change) => apply(state, change))

  const commit = (...changes: Change[]) => {
    journal?.append(changes)
    for (const change of changes) apply(state, change)
    for (const change of changes) for (const listener of listeners) listener(change)
  }
  const newPost = (
    room: Room,
    from: Sender,
    rest: Omit<Post, 'id' | 'room' | 'at' | 'from'>,
  ): Change & { type: 'post' } => ({
    type: 'post',
    post: { id: ids(), room: room.id, at: clock.now(), from, ...rest },
    ...(botListens(state, room) ? { offer: true } : {}),
  })

  return {
    ...createReading(state, clock),
    ...createMembership({ state, clock, commit, newPost }),

    post(roomId, personId, text, { kind = 'message', ...said } = {}) {
      const room = requireRoom(state, roomId)
      const person = requirePerson(state, personId)
      const known = said.clientId && state.clientIds.get(clientKey(personId, said.clientId))
      if (known) return requirePost(state, known)
      const { mutedUntil } = requireMember(state, room, person)
      if (mutedUntil !== undefined && mutedUntil > clock.now()) throw new Refusal('muted', mutedUntil)
      if (!text.trim()) throw new Refusal('empty_text')
      if (said.replyTo && requirePost(state, said.replyTo).room !== roomId) throw new Refusal('unknown_post')
      const change = newPost(room, senderOf(state, room, person), { kind, text, ...said })
      if (person.bot) delete change.offer
      commit(change)
      return change.post
    },

    pressButton(postId, personId, data) {
      const target = requirePost(state, postId)
      const room = requireRoom(state, target.room)
      const person = requirePerson(state, personId)
      requireMember(state, room, person)
      const button = target.recalled ? undefined : target.buttons?.find((one) => one.data === data)
      if (!button) throw new Refusal('unknown_button')
      const pressed = { post: postId, data, label: button.label }
      const change = newPost(room, senderOf(state, room, person), { kind: 'press', pressed })
      commit(change)
      return change.post
    },

    recall(postId, by) {
      const post = requirePost(state, postId)
      const room = requireRoom(state, post.room)
      const person = requirePerson(state, by)
      const { role } = requireMember(state, room, person)
      if (post.kind !== 'message' && post.kind !== 'announcement') throw new Refusal('unknown_post')
      if (post.from.id !== by && role === 'member') throw new Refusal('not_admin')
      if (post.recalled) throw new Refusal('already_recalled')
      commit({ type: 'recall', post: postId, by: senderOf(state, room, person), at: clock.now() })
      return post
    },

    seed(posts) {
      const changes = posts.map(({ from, id, ...rest }): Change & { type: 'post' } => {
        const room = requireRoom(state, rest.room)
        const sender = typeof from === 'string' ? senderOf(state, room, requirePerson(state, from)) : from
        return { type: 'post', post: { id: id ?? ids(), from: sender, ...rest } }
      })
      if (changes.length) commit(...changes)
      return changes.map(({ post }) => post)
    },

    ack(post) {
      if (state.offered.has(post)) commit({ type: 'ack', post })
    },

    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
