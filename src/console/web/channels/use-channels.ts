import { useEffect, useState } from 'react'
import type { ChannelView, Health } from '../../deps.js'
import { fetchChannels, fetchHealth } from '../api.js'
import { listenWhileSeen } from '../listen.js'

export interface Channels {
  channels?: ChannelView[]
  health?: Health
  /** Whether the server can be heard. */
  connected: boolean
}

/** How our accounts fare: read once, and again whenever the server says that something has changed. */
export function useChannels(): Channels {
  const [known, setKnown] = useState<Channels>({ connected: true })
  useEffect(() => {
    const add = (more: Partial<Channels>) => setKnown((before) => ({ ...before, ...more }))
    // A failed reading is mended by the next `hello`: the stream is down with the server.
    const read = () => fetchChannels().then((channels) => add({ channels }), ignore)
    return listenWhileSeen(() => {
      const source = new EventSource('/api/events')
      source.addEventListener('hello', () => {
        add({ connected: true })
        void read()
        void fetchHealth().then((health) => add({ health }), ignore)
      })
      source.addEventListener('channels', () => void read())
      source.onerror = () => add({ connected: false })
      return source
    })
  }, [])
  return known
}

function ignore() {}
