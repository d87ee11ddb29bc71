import type { Vault } from '../../kit/crypto.js'
import { readKey, signKey } from '../../kit/signed-key.js'

/** What a link opens: the door of an activity for a colleague, the form for a member's seat, or how it was. */
type Use = 'door' | 'seat' | 'survey'

export interface Link {
  activityId: string
  /** Id of the staff account, or of the member. */
  who: string
}

/** A key to be put into an address, good until then (UTC ms). */
export const signLink = (use: Use, { activityId, who }: Link, until: number, vault: Vault): string =>
  signKey(`activity ${use}`, [activityId, who], until, vault)

/** What a key opens; null when it is forged, changed, for another use or too old. */
export function readLink(use: Use, token: string, now: number, vault: Vault): Link | null {
  const [activityId, who] = readKey(`activity ${use}`, token, now, vault) ?? []
  return activityId && who ? { activityId, who } : null
}
