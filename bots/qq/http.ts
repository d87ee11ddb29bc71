import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { After } from '../../src/kit/after.js'
import { backoff } from '../../src/kit/backoff.js'
import { createHttpCalls } from './http-calls.js'
import { CallFailed, type Link, type LinkEvents, type Problem } from './link.js'
import { isSigned } from './token.js'
import { readFrame } from './types.js'

export interface HttpOptions {
  /** Address of the implementation's HTTP API. */
  url: string
  token?: string
  /** Where the implementation posts its events to. */
  host: string
  port: number
  /** Signs the events. */
  secret: string
  after: After
  chance: () => number
  onBadFrame(): void
  onRefused(status: number): void
  onListening?(port: number): void
}

const LOOK_EVERY_MS = 30_000
const LARGEST_BODY = 8 * 1024 * 1024
/** The far side stands still until it has its answer: after this long it gets one, and the event is kept here. */
const ANSWER_WITHIN_MS = 5_000

/** HTTP for calls and HTTP POST for events. https://github.com/botuniverse/onebot-11/blob/master/communication/http-post.md */
export function createHttpLink(options: HttpOptions, events: LinkEvents): Link {
  const { after, chance } = options
  const api = createHttpCalls(options)
  let server: Server | undefined
  let cancelLook = () => {}
  let up = false
  let failures = 0

  /** There is no connection to lose, so we ask now and then whether anybody is there. */
  async function look(): Promise<void> {
    const problem = await api('get_status', {}, 10_000).then(
      () => undefined,
      (error: unknown): Problem | undefined => {
        if (!(error instanceof CallFailed)) return 'unreachable'
        if (error.reason === 'token_refused') return 'token_refused'
        // Somebody is there, and knows no such call.
        return error.reason === 'not_supported' ? undefined : 'unreachable'
      },
    )
    if (!server) return
    if (problem) {
      failures += 1
      down(problem)
    } else if (!up) {
      up = true
      events.onOpen()
    }
    const wait = !problem ? LOOK_EVERY_MS : backoff(problem === 'token_refused' ? 7 : failures, chance())
    cancelLook()
    cancelLook = after(wait, () => void look())
  }

  function down(problem: Problem | undefined): void {
    up = false
    events.onClose(problem)
  }

  return {
    greets: false,
    async start() {
      server = createServer((request, response) => void receive(request, response, options, events))
      await listenOn(server, options)
      void look()
    },
    async stop() {
      const http = server
      server = undefined
      cancelLook()
      up = false
      if (!http?.listening) return
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
    async call(action, params, timeoutMs) {
      try {
        return await api(action, params, timeoutMs)
      } catch (error) {
        // The next look must not wait half a minute to find out.
        const gone = error instanceof CallFailed && (error.reason === 'offline' || error.reason === 'connection_lost')
        if (gone && up && server) {
          down('unreachable')
          cancelLook()
          failures = 1
          cancelLook = after(backoff(failures, chance()), () => void look())
        }
        throw error
      }
    },
    trust() {
      failures = 0
    },
    cut(problem) {
      if (!up) return
      failures += 1
      down(problem)
      cancelLook()
      cancelLook = after(backoff(problem === 'wrong_account' ? 7 : failures, chance()), () => void look())
    },
  }
}

function listenOn(server: Server, { host, port, onListening }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      if (typeof address === 'object' && address) onListening?.(address.port)
      resolve()
    })
  })
}

/** One event, one request. It is answered when the event is durable. */
async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { secret, after, onBadFrame, onRefused }: HttpOptions,
  events: LinkEvents,
): Promise<void> {
  const end = (status: number) => {
    if (!response.headersSent) response.writeHead(status).end()
  }
  if (request.method !== 'POST') return end(405)
  const body = await read(request)
  if (!body) return end(413)
  const signature = request.headers['x-signature']
  if (!isSigned(body, signature, secret)) {
    const status = signature === undefined ? 401 : 403
    onRefused(status)
    return end(status)
  }
  const frame = readFrame(body.toString('utf8'))
  if (!frame) {
    onBadFrame()
    return end(400)
  }
  const cancel = after(ANSWER_WITHIN_MS, () => end(204))
  await events.onEvent(frame).catch(() => undefined)
  cancel()
  end(204)
}

async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      size += (part as Buffer).length
      if (size > LARGEST_BODY) return undefined
      parts.push(part as Buffer)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(parts)
}
