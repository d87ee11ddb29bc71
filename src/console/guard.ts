import { isIP } from 'node:net'

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
