import { DAY, HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import { sameSecret } from '../../kit/same-secret.js'

/** So long a link to the form works. */
export const LINK_DAYS = 7
/** Shown in a group, where everybody can open it, it works for as long as one needs to fill it in. */
export const GROUP_LINK_HOURS = 2
/** Marks such a link: no instant in base 36 begins with it, and every chat app takes it for a part of the address. */
const SHOWN = '0'

const sign = (memberId: string, until: string, vault: Vault) => vault.fingerprint(`join ${memberId} ${until}`)

/** Opens the form for one member, without a log-in, until then (UTC ms). It says nothing about the member. */
export function signToken(memberId: string, until: number, vault: Vault, shown = false): string {
  const end = `${shown ? SHOWN : ''}${until.toString(36)}`
  return `${memberId}.${end}.${sign(memberId, end, vault)}`
}

export interface Token {
  memberId: string
  until: number
  /** It was shown in a group: whoever opens it may be anybody. */
  shown: boolean
}

/** Whose form a token opens; null when it is forged, changed or too old. */
export function readToken(token: string, now: number, vault: Vault): Token | null {
  const [memberId = '', end = '', signature = '', ...more] = token.split('.')
  if (more.length || !sameSecret(signature, sign(memberId, end, vault))) return null
  const shown = end.startsWith(SHOWN)
  const until = Number.parseInt(end, 36)
  return until > now ? { memberId, until, shown } : null
}

/** The address to be sent to a member; null where customers cannot reach the web server. */
export const joinLink = ({ publicUrl }: Dealer, memberId: string, now: number, vault: Vault): string | null =>
  publicUrl ? `${publicUrl}/join/${signToken(memberId, now + LINK_DAYS * DAY, vault)}` : null

/** The same to be shown in a group. */
export const groupLink = ({ publicUrl }: Dealer, memberId: string, now: number, vault: Vault): string | null =>
  publicUrl ? `${publicUrl}/join/${signToken(memberId, now + GROUP_LINK_HOURS * HOUR, vault, true)}` : null
