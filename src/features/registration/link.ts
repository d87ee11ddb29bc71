import { DAY } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import { sameSecret } from '../../kit/same-secret.js'

/** So long a link to the form works. */
export const LINK_DAYS = 7

const sign = (memberId: string, until: string, vault: Vault) => vault.fingerprint(`join ${memberId} ${until}`)

/** Opens the form for one member, without a log-in, until then (UTC ms). It says nothing about the member. */
export function signToken(memberId: string, until: number, vault: Vault): string {
  const end = until.toString(36)
  return `${memberId}.${end}.${sign(memberId, end, vault)}`
}

/** Whose form a token opens; null when it is forged, changed or too old. */
export function readToken(token: string, now: number, vault: Vault): { memberId: string; until: number } | null {
  const [memberId = '', end = '', signature = '', ...more] = token.split('.')
  if (more.length || !sameSecret(signature, sign(memberId, end, vault))) return null
  const until = Number.parseInt(end, 36)
  return until > now ? { memberId, until } : null
}

/** The address to be sent to a member; null where customers cannot reach the web server. */
export const joinLink = ({ publicUrl }: Dealer, memberId: string, now: number, vault: Vault): string | null =>
  publicUrl ? `${publicUrl}/join/${signToken(memberId, now + LINK_DAYS * DAY, vault)}` : null
