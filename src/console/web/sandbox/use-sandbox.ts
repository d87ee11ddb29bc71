import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { ConsoleEvent } from '../../deps.js'
import { fetchHealth, fetchPosts, fetchState } from '../api.js'
import { listenWhileSeen } from '../listen.js'
import { emptyModel, type Model, reduce } from './model.js'

const PAGE = 40

export interface Sandbox extends Model {
  /** Tells which rooms are in sight; what is missing of them is fetched. */
  look(rooms: string[]): void
  loadOlder(room: string): Promise<void>
  refresh(): Promise<void>
}

/** The rooms as they are now: read once, then kept up by the server's events. */
export function useSandbox(): Sandbox {
  const [model, dispatch] = useReducer(reduce, emptyModel)
  const latest = useRef(model)
  latest.current = model

  const loadNewest = useCallback(async (room: string) => {
    const posts = await fetchPosts(room, PAGE)
    dispatch({ type: 'newest', room, posts, more: posts.length === PAGE })
  }, [])
  const loadOlder = useCallback(async (room: string) => {
    const posts = await fetchPosts(room, PAGE, latest.current.timelines[room]?.posts[0]?.id)
    dispatch({ type: 'older', room, posts, more: posts.length === PAGE })
  }, [])
  const refresh = useCallback(async () => dispatch({ type: 'state', state: await fetchState() }), [])
  const look = useCallback(
    (rooms: string[]) => {
      dispatch({ type: 'look', rooms })
      for (const room of rooms) if (!latest.current.timelines[room]?.loaded) loadNewest(room).catch(ignore)
    },
    [loadNewest],
  )

  useEffect(() => {
    const readHealth = async () => dispatch({ type: 'health', health: await fetchHealth() })
    let waiting: ReturnType<typeof setTimeout> | undefined
    const connect = () => {
      const source = new EventSource('/api/events')
      const on = <T extends ConsoleEvent['type']>(type: T, act: (event: Extract<ConsoleEvent, { type: T }>) => void) =>
        source.addEventListener(type, ({ data }) => act(JSON.parse(data)))
      // Said first on every connection: what was missed since the last one is read anew.
      source.addEventListener('hello', () => {
        dispatch({ type: 'connection', connected: true })
        Promise.all([refresh(), readHealth(), ...latest.current.visible.map(loadNewest)]).catch(ignore)
      })
      source.onerror = () => dispatch({ type: 'connection', connected: false })
      on('post', ({ post }) => dispatch({ type: 'post', post }))
      on('recalled', ({ post }) => dispatch({ type: 'recalled', post }))
      on('handled', ({ post }) => dispatch({ type: 'handled', post }))
      on('health', () => void readHealth().catch(ignore))
      on('member', () => {
        // Many may change at once; one reading tells them all.
        clearTimeout(waiting)
        waiting = setTimeout(() => void refresh().catch(ignore), 50)
      })
      return source
    }
    const stop = listenWhileSeen(connect)
    return () => {
      clearTimeout(waiting)
      stop()
    }
  }, [refresh, loadNewest])

  return { ...model, look, loadOlder, refresh }
}

/** A failed reading is mended by the next `hello`: the stream is down with the server. */
function ignore() {}
