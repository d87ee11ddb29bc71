import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { answer, type Dialect, dress, failed, type Over } from './dialect.js'
import { type Answer, Trouble } from './types.js'
import type { OneBotWorld } from './world.js'

export interface OneBotOptions {
  dialect: Dialect
  token?: string
  /** HTTP API and forward WebSocket: paths `/`, `/api`, `/event`. 0 picks a port. */
  listen?: { port: number }
  /** Dials there, and again after every loss. `quirks`: the token in the address and no header, as some do. */
  reverse?: { url: string; everyMs: number; roles?: readonly ('Universal' | 'API' | 'Event')[]; tokenInUrl?: boolean }
  /** Posts events there. */
  post?: { url: string; secret?: string }
  format?: 'array' | 'string'
  /** Interval of heartbeats, ms; none without. */
  heartbeatMs?: number
}

export interface OneBotFaults {
  /** The call after `after` good ones of a sending kind meets this, once. */
  trouble?: { action: RegExp; after: number; trouble: Trouble }
  /** Carried out, then every connection is cut before the answer. */
  lostAnswer?: RegExp
  /** Carried out and never answered; the connection stays. */
  swallow?: RegExp
  /** Every answer is this late. */
  latencyMs?: number
  /** No greeting after the connection. */
  mute?: boolean
}

/** A OneBot v11 implementation without QQ: four transports, two dialects, and faults on demand. */
export function createOneBotServer(world: OneBotWorld, options: OneBotOptions) {
  const { dialect, token, format = 'array', heartbeatMs } = options
  const faults: OneBotFaults = {}
  const sockets = new Map<WebSocket, 'API' | 'Event' | 'Universal'>()
  const log: { action: string; params: Record<string, unknown> }[] = []
  const timers = new Set<NodeJS.Timeout>()
  const upgrades = new WebSocketServer({ noServer: true })
  let http: Server | undefined
  let port = options.listen?.port ?? 0
  let running = false
  let last: Record<string, unknown> | undefined
  let accountOnline = true
  const posts = new Set<Promise<unknown>>()

  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }
  const meta = (rest: Record<string, unknown>) => ({
    time: world.seconds(),
    self_id: world.self.user_id,
    post_type: 'meta_event',
    ...rest,
  })
  const heartbeat = () =>
    meta({
      meta_event_type: 'heartbeat',
      interval: heartbeatMs ?? 30_000,
      status: { online: accountOnline, good: accountOnline },
    })

  function emit(frame: unknown, only?: WebSocket): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame)
    for (const [socket, role] of sockets)
      if (role !== 'API' && (!only || only === socket) && socket.readyState === WebSocket.OPEN) socket.send(text)
    if (!only && running && options.post) post(options.post, text)
  }

  function post({ url, secret }: { url: string; secret?: string }, body: string): void {
    const signature: Record<string, string> = secret
      ? { 'x-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}` }
      : {}
    const headers = { 'content-type': 'application/json', 'x-self-id': String(world.self.user_id), ...signature }
    const done = fetch(url, { method: 'POST', headers, body })
      .then((response) => response.text())
      .catch(() => undefined)
      .finally(() => posts.delete(done))
    posts.add(done)
  }

  const cut = () => {
    for (const socket of sockets.keys()) socket.terminate()
    http?.closeAllConnections()
  }

  /** Undefined when the caller shall never hear of it. */
  function carryOut(action: string, params: Record<string, unknown>, over: Over): Answer | undefined {
    log.push({ action, params })
    const { trouble } = faults
    if (trouble?.action.test(action) && trouble.after-- <= 0) {
      delete faults.trouble
      return failed(trouble.trouble, dialect, over)
    }
    if (action === 'get_status')
      return { status: 'ok', retcode: 0, data: { online: accountOnline, good: accountOnline } }
    const name = action.replace(/_async$/, '')
    const made = answer(world, dialect, over, name, params)
    if (faults.lostAnswer?.test(action)) {
      delete faults.lostAnswer
      cut()
      return undefined
    }
    if (faults.swallow?.test(action)) {
      delete faults.swallow
      return undefined
    }
    return name === action ? made : { status: 'async', retcode: 1, data: null }
  }

  function onText(socket: WebSocket, text: string): void {
    let frame: { action?: unknown; params?: unknown; echo?: unknown }
    try {
      frame = JSON.parse(text)
    } catch {
      socket.send(JSON.stringify({ ...failed(new Trouble('bad_params', 'json解析失败'), dialect, 'ws'), echo: null }))
      return
    }
    const made = carryOut(String(frame.action), (frame.params ?? {}) as Record<string, unknown>, 'ws')
    if (!made) return
    const echo = frame.echo ?? (dialect === 'napcat' ? '' : undefined)
    const send = () => socket.send(JSON.stringify({ ...made, ...(echo === undefined ? {} : { echo }) }))
    if (faults.latencyMs) later(faults.latencyMs, send)
    else send()
  }

  function take(socket: WebSocket, role: 'API' | 'Event' | 'Universal'): void {
    sockets.set(socket, role)
    socket.on('error', () => socket.terminate())
    socket.on('close', () => sockets.delete(socket))
    if (role !== 'Event') socket.on('message', (data) => onText(socket, String(data)))
    if (role !== 'API' && !faults.mute) emit(meta({ meta_event_type: 'lifecycle', sub_type: 'connect' }), socket)
  }

  const given = (request: IncomingMessage) =>
    /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ??
    new URLSearchParams(request.url?.split('?')[1]).get('access_token') ??
    undefined

  function onUpgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    const path = request.url?.split('?')[0]?.replace(/\/$/, '') ?? ''
    const role = path === '/api' ? 'API' : path === '/event' ? 'Event' : 'Universal'
    const good = !token || given(request) === token
    if (!good && dialect === 'spec') {
      raw.end(
        `HTTP/1.1 ${given(request) === undefined ? '401 Unauthorized' : '403 Forbidden'}\r\nContent-Length: 0\r\n\r\n`,
      )
      return
    }
    upgrades.handleUpgrade(request, raw, head, (socket) => {
      if (good) return take(socket, role)
      // The connection stands before the token is looked at.
      socket.on('error', () => socket.terminate())
      socket.send(
        JSON.stringify({
          status: 'failed',
          retcode: 1403,
          data: null,
          message: 'token验证失败',
          wording: 'token验证失败',
          echo: null,
        }),
      )
      socket.close()
    })
  }

  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const end = (status: number, body?: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? '' : JSON.stringify(body))
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (token && given(request) !== token) {
      if (dialect === 'napcat')
        return void end(403, { status: 'failed', retcode: 403, data: null, message: 'token验证失败' })
      return void end(given(request) === undefined ? 401 : 403)
    }
    const action = url.pathname.slice(1)
    let params: Record<string, unknown> = Object.fromEntries(url.searchParams)
    const body = Buffer.concat(parts).toString('utf8')
    try {
      if (body && /json/.test(request.headers['content-type'] ?? '')) params = { ...params, ...JSON.parse(body) }
      else if (body && /form/.test(request.headers['content-type'] ?? ''))
        params = { ...params, ...Object.fromEntries(new URLSearchParams(body)) }
      else if (body) return void end(406)
    } catch {
      return void end(400)
    }
    const made = carryOut(action, params, 'http')
    if (!made) return void (faults.swallow ? undefined : request.socket.destroy())
    if (made.retcode === 1404) return void end(404)
    if (faults.latencyMs) later(faults.latencyMs, () => end(200, made))
    else end(200, made)
  }

  function dial(role: 'API' | 'Event' | 'Universal'): void {
    const { reverse } = options
    if (!running || !reverse) return
    const inHeader = token && !reverse.tokenInUrl ? { authorization: `Bearer ${token}` } : {}
    const url = token && reverse.tokenInUrl ? `${reverse.url}?access_token=${token}` : reverse.url
    const socket = new WebSocket(url, {
      headers: {
        'x-self-id': String(world.self.user_id),
        'x-client-role': role,
        'user-agent': 'OneBot/11',
        ...inHeader,
      },
    })
    socket.on('error', () => socket.terminate())
    socket.on('open', () => take(socket, role))
    socket.on('close', () => {
      if (running) later(reverse.everyMs, () => dial(role))
    })
  }

  const unlisten = world.onEvent((event) => {
    const frame = dress(event, dialect, format)
    if (!frame) return
    last = frame
    emit(frame)
  })

  return {
    faults,
    /** What was asked, in order. */
    log,
    get port() {
      return port
    },
    get sockets() {
      return sockets.size
    },
    async start() {
      running = true
      if (options.listen) {
        const server = createServer(
          (request, response) => void onRequest(request, response).catch(() => response.destroy()),
        )
        server.on('upgrade', onUpgrade)
        await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
        port = (server.address() as AddressInfo).port
        http = server
      }
      for (const role of options.reverse?.roles ?? ['Universal' as const]) dial(role)
      if (options.post) emit(meta({ meta_event_type: 'lifecycle', sub_type: 'enable' }))
      const beat = () => {
        emit(heartbeat())
        if (heartbeatMs) later(heartbeatMs, beat)
      }
      if (heartbeatMs) later(heartbeatMs, beat)
    },
    async stop() {
      running = false
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      const server = http
      http = undefined
      const gone = [...sockets.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      for (const socket of sockets.keys()) socket.terminate()
      await Promise.all(gone)
      server?.closeAllConnections()
      if (server) await new Promise((resolve) => server.close(resolve))
      await Promise.all(posts)
    },
    /** Stops for good. */
    async close() {
      unlisten()
      await this.stop()
    },
    /** Puts a frame on the wire, good or bad; a string goes out as it is. */
    emit: (frame: unknown) => emit(frame),
    /** The last event once more. */
    repeat: () => {
      if (last) emit(last)
    },
    /** Resolves when every posted event was answered. */
    posted: () => Promise.all(posts),
    /** The socket to the implementation lives on while QQ itself is on or off line. */
    setAccountOnline(online: boolean) {
      accountOnline = online
      emit(heartbeat())
    },
    /** Every connection is lost. */
    cut,
  }
}

export type OneBotServer = ReturnType<typeof createOneBotServer>
