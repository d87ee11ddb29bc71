import type { WebSocket } from 'ws'
import type { After } from '../../src/kit/after.js'
import type { Calls } from './calls.js'
import type { Problem } from './link.js'
import { type Frame, idOf, readFrame, toAnswer } from './types.js'

/** A silent socket is asked whether it is alive, and given up when it does not say so. */
const QUIET_MS = 90_000
const REFUSED = new Set([1401, 1403, 401, 403])

interface SocketEvents {
  calls: Calls
  after: After
  onEvent(frame: Frame): Promise<void>
  onBadFrame(): void
  onClose(problem?: Problem): void
}

/** Reads what comes from one socket and watches that it lives. */
export function listen(socket: WebSocket, { calls, after, onEvent, onBadFrame, onClose }: SocketEvents): void {
  let quiet = QUIET_MS
  let problem: Problem | undefined
  let stopWatch = () => {}
  let asked = false

  function watch(): void {
    stopWatch()
    // Half of the time is for the question: a socket that answers a ping is alive, however quiet the groups are.
    stopWatch = after(quiet / 2, () => {
      if (asked) return socket.terminate()
      asked = true
      socket.ping()
      watch()
    })
  }
  const alive = () => {
    asked = false
    watch()
  }

  socket.on('pong', alive)
  socket.on('ping', alive)
  socket.on('message', (data, isBinary) => {
    alive()
    const frame = isBinary ? undefined : readFrame(String(data))
    if (!frame) return onBadFrame()
    if (calls.settle(frame)) return
    const answer = toAnswer(frame)
    // A refused token is told by an answer to nothing, and only then by closing.
    if (answer) {
      if (REFUSED.has(answer.retcode)) problem = 'token_refused'
      return
    }
    if (frame.meta_event_type === 'heartbeat' && typeof frame.interval === 'number' && frame.interval > 0)
      quiet = Math.max(QUIET_MS, 2.5 * frame.interval)
    if (idOf(frame.self_id) === undefined && typeof frame.post_type !== 'string') return onBadFrame()
    // Whoever takes the event in says when it could not: nothing is left to do here.
    void onEvent(frame).catch(() => undefined)
  })
  socket.on('error', () => socket.terminate())
  socket.once('close', (code) => {
    stopWatch()
    onClose(problem ?? (code === 1008 ? 'token_refused' : undefined))
  })
  watch()
}
