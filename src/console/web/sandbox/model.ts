import type { Health, PostView, SandboxState } from '../../deps.js'

export interface TimelineModel {
  posts: PostView[]
  /** Whether the server has older ones. */
  more: boolean
  /** False while only pushed posts are here. */
  loaded: boolean
}

/** What the page knows. */
export interface Model {
  state?: SandboxState
  health?: Health
  connected: boolean
  /** Room id → what of its timeline is here. */
  timelines: Record<string, TimelineModel>
  /** Rooms in sight. */
  visible: string[]
  /** Room id → posts that came in while the room was out of sight. */
  unread: Record<string, number>
  /** Post id → how often the bot said that it has handled it. */
  handled: Record<string, number>
}

export type ModelAction =
  | { type: 'state'; state: SandboxState }
  | { type: 'health'; health: Health }
  | { type: 'connection'; connected: boolean }
  | { type: 'newest'; room: string; posts: PostView[]; more: boolean }
  | { type: 'older'; room: string; posts: PostView[]; more: boolean }
  | { type: 'look'; rooms: string[] }
  | { type: 'post'; post: PostView }
  | { type: 'recalled'; post: PostView }
  | { type: 'handled'; post: string }

export const emptyModel: Model = { connected: true, timelines: {}, visible: [], unread: {}, handled: {} }

const nothing: TimelineModel = { posts: [], more: true, loaded: false }

export function reduce(model: Model, action: ModelAction): Model {
  const put = (room: string, timeline: TimelineModel): Model => ({
    ...model,
    timelines: { ...model.timelines, [room]: timeline },
  })
  switch (action.type) {
    case 'state':
      return { ...model, state: action.state }
    case 'health':
      return { ...model, health: action.health }
    case 'connection':
      return { ...model, connected: action.connected }
    case 'newest': {
      const known = model.timelines[action.room] ?? nothing
      return put(action.room, mergeNewest(known, action.posts, action.more))
    }
    case 'older': {
      const known = model.timelines[action.room] ?? nothing
      const ids = new Set(known.posts.map(({ id }) => id))
      const older = action.posts.filter(({ id }) => !ids.has(id))
      return put(action.room, { posts: [...older, ...known.posts], more: action.more, loaded: true })
    }
    case 'look': {
      const unread = Object.fromEntries(Object.entries(model.unread).filter(([room]) => !action.rooms.includes(room)))
      return { ...model, visible: action.rooms, unread }
    }
    case 'post': {
      const { room, id } = action.post
      const known = model.timelines[room] ?? nothing
      if (known.posts.some((post) => post.id === id)) return model
      const next = put(room, { ...known, posts: [...known.posts, action.post] })
      if (model.visible.includes(room) || !isTalk(action.post)) return next
      return { ...next, unread: { ...model.unread, [room]: (model.unread[room] ?? 0) + 1 } }
    }
    case 'recalled': {
      const known = model.timelines[action.post.room]
      if (!known) return model
      return put(action.post.room, {
        ...known,
        posts: known.posts.map((post) => (post.id === action.post.id ? action.post : post)),
      })
    }
    case 'handled':
      return { ...model, handled: { ...model.handled, [action.post]: (model.handled[action.post] ?? 0) + 1 } }
  }
}

export const isTalk = ({ kind }: PostView) => kind === 'message' || kind === 'announcement'

/** The server's newest posts, behind the older ones and before the pushed ones that are here already. */
function mergeNewest(known: TimelineModel, newest: PostView[], more: boolean): TimelineModel {
  const ids = new Set(newest.map(({ id }) => id))
  const first = known.posts.findIndex(({ id }) => id === newest[0]?.id)
  const last = newest.at(-1)?.at ?? 0
  const pushed = known.posts.filter(({ id, at }) => !ids.has(id) && at >= last)
  const older = known.loaded && first > 0 ? known.posts.slice(0, first) : []
  return { posts: [...older, ...newest, ...pushed], more: older.length ? known.more : more, loaded: true }
}
