import { WebSocket } from 'ws'
import type { After } from '../../src/kit/after.js'
import { backoff } from '../../src/kit/backoff.js'
import { createCalls } from './calls.js'
import { CallFailed, type Link, type LinkEvents, type Problem } from './link.js'
import { listen } from './socket.js'

export interface ForwardOptions {
  /** ws://… or wss://… of the implementation. */
  url: string
  token?: string
  after: After
  chance: () => number
  onBadFrame(): void
}

/** Forward WebSocket: we dial. https://github.com/botuniverse/onebot-11/blob/master/communication/ws.md */
export function createForwardLink({ url, token, after, chance, onBadFrame }: ForwardOptions, events: LinkEvents): Link {
  const calls = createCalls(after)
  let socket: WebSocket | undefined
  let wanted = false
  let failures = 0
  let cancelDial = () => {}
  let ownProblem: Problem | undefined

  function dial(): void {
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const next = new WebSocket(url, { headers, handshakeTimeout: 10_000, maxPayload: 64 * 1024 * 1024 })
    socket = next
    let refusal: Problem | undefined = 'unreachable'
    next.once('unexpected-response', (_, response) => {
      refusal = response.statusCode === 401 || response.statusCode === 403 ? 'token_refused' : 'unreachable'
      next.terminate()
    })
    next.once('open', () => {
      refusal = undefined
      events.onOpen()
    })
    listen(next, {
      calls,
      after,
      onEvent: (frame) => events.onEvent(frame),
      onBadFrame,
      onClose(problem) {
        socket = undefined
        calls.abandon()
        if (wanted) again(problem ?? refusal ?? ownProblem)
      },
    })
  }

  function again(problem: Problem | undefined): void {
    ownProblem = undefined
    failures += 1
    events.onClose(problem)
    // What only the operator can mend is not worth knocking at every second.
    const rounds = problem === 'token_refused' || problem === 'wrong_account' ? 7 : failures
    cancelDial = after(backoff(rounds, chance()), dial)
  }

  return {
    greets: true,
    async start() {
      wanted = true
      dial()
    },
    async stop() {
      wanted = false
      cancelDial()
      await closed(socket)
    },
    call(action, params, timeoutMs) {
      const open = socket
      if (open?.readyState !== WebSocket.OPEN) return Promise.reject(new CallFailed('offline', false))
      return calls.call((text) => open.send(text, () => undefined), action, params, timeoutMs)
    },
    trust() {
      failures = 0
    },
    cut(problem) {
      ownProblem = problem
      socket?.terminate()
    },
  }
}

/** Resolves when the socket is closed for good. */
export function closed(socket: WebSocket | undefined): Promise<void> {
  if (!socket || socket.readyState === WebSocket.CLOSED) return Promise.resolve()
  return new Promise((resolve) => {
    socket.once('close', () => resolve())
    socket.terminate()
  })
}
