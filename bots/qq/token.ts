import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { sameSecret } from '../../src/kit/same-secret.js'

/** The token of a request: in the header, or in the address as some implementations do. */
export function tokenOf(request: Pick<IncomingMessage, 'headers' | 'url'>): string | undefined {
  const bearer = /^(?:Bearer|Token)\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer) return bearer.trim()
  const query = request.url?.split('?', 2)[1]
  return new URLSearchParams(query).get('access_token') ?? undefined
}

/** `X-Signature: sha1=…`, over the bytes of the body as they came. */
export function isSigned(body: Buffer, header: unknown, secret: string): boolean {
  const wanted = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`
  return typeof header === 'string' && sameSecret(header.toLowerCase(), wanted)
}
