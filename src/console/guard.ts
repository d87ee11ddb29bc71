import { BlockList, isIP } from 'node:net'

interface Incoming {
  host: string | undefined
  origin: string | undefined
}

/**
 * Whether a request came to us by our own name. A page on the internet can point its own name at 127.0.0.1
 * (DNS rebinding) and would then talk to us with the visitor's browser; it cannot do so with a bare address.
 */
export function isOurName({ host, origin }: Incoming, ownNames: readonly string[]): boolean {
  const name = hostName(host)
  if (name === undefined) return false
  if (!(isIP(name) || name === 'localhost' || ownNames.includes(name))) return false
  // A browser names the page that a request comes from: only our own may.
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`
}

/** `localhost:4567` → localhost, `[::1]:4567` → ::1; undefined for what is no host. */
function hostName(host: string | undefined): string | undefined {
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return undefined
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').toLowerCase()
  } catch {
    return undefined
  }
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip']

interface Arrived {
  ip: string
  headers: Record<string, unknown>
}

/** Whether a request was made on this very machine. One that a proxy hands on comes from somewhere else. */
export function isLocal({ ip, headers }: Arrived): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false
  return isIP(ip) !== 0 && LOOPBACK.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
}
