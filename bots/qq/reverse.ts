import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { After } from '../../src/kit/after.js'
import { sameSecret } from '../../src/kit/same-secret.js'
import { createCalls } from './calls.js'
import { closed } from './forward.js'
import { CallFailed, type Link, type LinkEvents, type Problem } from './link.js'
import { listen } from './socket.js'
import { tokenOf } from './token.js'
import { idOf } from './types.js'

export interface ReverseOptions {
  /** Our own QQ number. */
  account: string
  host: string
  port: number
  token: string
  after: After
  onBadFrame(): void
  /** Somebody without the right token knocked. */
  onRefused(status: number): void
  /** Told the port that was bound: with 0 the system picks one. */
  onListening?(port: number): void
}

/** Universal carries calls and events; the other two carry one of them. */
const ROLES = new Set(['universal', 'api', 'event'])

/**
 * Reverse WebSocket: the implementation dials us, and again after every loss.
 * https://github.com/botuniverse/onebot-11/blob/master/communication/ws-reverse.md
 */
export function createReverseLink(options: ReverseOptions, events: LinkEvents): Link {
  const { account, host, port, token, after, onBadFrame, onRefused, onListening } = options
  const calls = createCalls(after)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 })
  let server: Server | undefined
  let api: WebSocket | undefined
  let event: WebSocket | undefined
  let ownProblem: Problem | undefined

  function refuse(raw: Duplex, status: 400 | 401 | 403): void {
    onRefused(status)
    raw.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  /** Why a request is turned away; undefined when it is welcome. */
  function objection(request: IncomingMessage, role: string): 400 | 401 | 403 | undefined {
    const given = tokenOf(request)
    if (given === undefined) return 401
    if (!sameSecret(given, token)) return 403
    // An implementation that speaks for another account must not take the place of ours.
    const self = idOf(request.headers['x-self-id'])
    if (self !== undefined && self !== account) return 403
    return ROLES.has(role) ? undefined : 400
  }

  function onUpgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    raw.on('error', () => raw.destroy())
    const role = String(request.headers['x-client-role'] ?? 'Universal').toLowerCase()
    const status = objection(request, role)
    if (status) refuse(raw, status)
    else sockets.handleUpgrade(request, raw, head, (socket) => take(socket, role))
  }

  /** A newer socket takes the place of the older one: the far side noticed the loss before we did. */
  function take(socket: WebSocket, role: string): void {
    const before = new Set([role === 'event' ? undefined : api, role === 'api' ? undefined : event])
    if (role !== 'event') api = socket
    if (role !== 'api') event = socket
    const replaced = [...before].filter((old) => old !== undefined)
    for (const old of replaced) old.terminate()
    if (replaced.length) {
      calls.abandon()
      events.onClose()
    }
    listen(socket, {
      calls,
      after,
      onEvent: (frame) => events.onEvent(frame),
      onBadFrame,
      onClose(problem) {
        const current = socket === api || socket === event
        if (socket === api) api = undefined
        if (socket === event) event = undefined
        if (!current || !server) return
        calls.abandon()
        const why = problem ?? ownProblem
        ownProblem = undefined
        events.onClose(why)
      },
    })
    if (api && event) events.onOpen()
  }

  return {
    greets: true,
    start() {
      const http = createServer((_, response) => response.writeHead(426).end())
      server = http
      http.on('upgrade', onUpgrade)
      return new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => {
          const address = http.address()
          if (typeof address === 'object' && address) onListening?.(address.port)
          resolve()
        })
      })
    },
    async stop() {
      const http = server
      server = undefined
      const open = [...new Set([api, event])]
      api = undefined
      event = undefined
      calls.abandon()
      await Promise.all(open.map(closed))
      if (!http?.listening) return
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
    call(action, params, timeoutMs) {
      const open = api
      if (open?.readyState !== WebSocket.OPEN) return Promise.reject(new CallFailed('offline', false))
      return calls.call((text) => open.send(text, () => undefined), action, params, timeoutMs)
    },
    trust() {},
    cut(problem) {
      ownProblem = problem
      for (const socket of new Set([api, event])) socket?.terminate()
    },
  }
}
