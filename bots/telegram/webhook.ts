import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { MINUTE } from '../../src/kit/clock.js'
import { CheyouError } from '../../src/kit/errors.js'
import { sameSecret } from '../../src/kit/same-secret.js'
import type { WebhookConfig } from './config.js'
import { type Link, type LinkOptions, problemOf, waitAfter } from './link.js'
import { UPDATE_KINDS } from './types.js'

export interface WebhookOptions extends LinkOptions {
  config: WebhookConfig
}

const MOST_BYTES = 1_000_000
const LOOK_EVERY_MS = MINUTE

/** Telegram brings updates, one at a time; each is answered for when it is durable, and brought again otherwise. */
export function createWebhook(options: WebhookOptions): Link {
  const { api, config, take, pauses, chance, log, account, greet, report } = options
  const path = new URL(config.WEBHOOK_URL).pathname
  const stopping = new AbortController()
  const { signal } = stopping
  let watching: Promise<void> | undefined
  let last: Promise<boolean> = Promise.resolve(true)
  const server = createServer((request, response) => {
    handle(request, response).catch(() => answer(response, 500))
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== path) return answer(response, 404)
    if (!sameSecret(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), config.SECRET)) {
      log.warn({ account }, 'a call without our secret was refused')
      return answer(response, 401)
    }
    const body = await read(request)
    if (body === undefined) return answer(response, 413)
    const frame = parse(body)
    // Telegram brings it again: what a relay has damaged may arrive whole the next time.
    if (frame === undefined) return answer(response, 400)
    // Nothing overtakes an update that the database does not take yet.
    const taken = last.then(() => take([frame]))
    last = taken.catch(() => false)
    answer(response, (await taken) ? 200 : 503)
  }

  /** Telegram forgets a webhook when another program of the same bot asks for updates. */
  async function watch(): Promise<void> {
    let failures = 0
    let told = false
    while (!signal.aborted) {
      try {
        await greet(signal)
        const { url } = await api.getWebhookInfo(signal as never)
        if (!told || url !== config.WEBHOOK_URL) await tell()
        told = true
        failures = 0
        report(undefined)
        await pauses.pause(LOOK_EVERY_MS)
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        const problem = problemOf(error)
        log.warn({ account, problem, failures }, 'Telegram does not answer as it should')
        report(problem)
        await pauses.pause(waitAfter(error, failures, chance()))
      }
    }
  }

  const tell = () =>
    api.setWebhook({
      url: config.WEBHOOK_URL,
      secret_token: config.SECRET,
      allowed_updates: UPDATE_KINDS,
      // With more at once the messages of a group would overtake each other.
      max_connections: 1,
    })

  return {
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(config.PORT, config.HOST, resolve)
      }).catch((error: { code?: string }) => {
        report('port_busy')
        if (error.code !== 'EADDRINUSE') throw error
        throw new CheyouError('port_busy', { port: config.PORT }, { cause: error })
      })
      watching = watch()
    },
    async stop() {
      stopping.abort()
      await watching
      await last
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      setImmediate(() => server.closeAllConnections())
      await closed
    },
  }
}

/** Undefined when it is longer than any update. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length']) > MOST_BYTES) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Undefined when it is no JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function answer(response: ServerResponse, status: number): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-length': 0 }).end()
}
