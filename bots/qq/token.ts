import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Compares without telling by its duration how much was right: digests have one length whatever was given. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

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
