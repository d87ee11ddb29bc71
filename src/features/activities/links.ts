import type { Vault } from '../../kit/crypto.js'
import { sameSecret } from '../../kit/same-secret.js'

/** What a link opens: the door of an activity for a colleague, the form for a member's seat, or how it was. */
type Use = 'door' | 'seat' | 'survey'

export interface Link {
  activityId: string
  /** Id of the staff account, or of the member. */
  who: string
}

const sign = (use: Use, body: string, vault: Vault) => vault.fingerprint(`activity ${use} ${body}`)

/** A key to be put into an address, good until then (UTC ms). */
export function signLink(use: Use, { activityId, who }: Link, until: number, vault: Vault): string {
  const body = `${activityId}.${who}.${until.toString(36)}`
  return `${body}.${sign(use, body, vault)}`
}

/** What a key opens; null when it is forged, changed, for another use or too old. */
export function readLink(use: Use, token: string, now: number, vault: Vault): Link | null {
  const [activityId = '', who = '', end = '', signature = '', ...more] = token.split('.')
  if (more.length || !sameSecret(signature, sign(use, `${activityId}.${who}.${end}`, vault))) return null
  return Number.parseInt(end, 36) > now ? { activityId, who } : null
}
