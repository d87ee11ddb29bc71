import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Asks a server on this machine. `fetch` may not choose the Host header, so `node:http` it is. */
export const createAsk =
  (port: number) =>
  async (path: string, { method = 'GET', headers = {}, body }: Ask = {}) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const bytes = await buffer(answer)
    return { status: answer.statusCode, headers: answer.headers, body: bytes.toString(), bytes }
  }
