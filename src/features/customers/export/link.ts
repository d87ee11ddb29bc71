import { MINUTE } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { sameSecret } from '../../../kit/same-secret.js'

/** So long a link to a file works. */
export const FILE_LINK_MINUTES = 10

const sign = (messageId: string, end: string, vault: Vault) => vault.fingerprint(`export ${messageId} ${end}`)

/** The key to the file that was asked for in a message, to be put into an address. */
export function signFile(messageId: string, now: number, vault: Vault): string {
  const end = (now + FILE_LINK_MINUTES * MINUTE).toString(36)
  return `${messageId}.${end}.${sign(messageId, end, vault)}`
}

/** The message whose file a key opens; null when it is forged, changed or too old. */
export function readFileKey(token: string, now: number, vault: Vault): string | null {
  const [messageId = '', end = '', signature = '', ...more] = token.split('.')
  if (more.length || !sameSecret(signature, sign(messageId, end, vault))) return null
  return Number.parseInt(end, 36) > now ? messageId : null
}
