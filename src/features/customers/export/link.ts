import { MINUTE } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { readKey, signKey } from '../../../kit/signed-key.js'

/** So long a link to a file works. */
export const FILE_LINK_MINUTES = 10

/** The key to the file that was asked for in a message, to be put into an address. */
export const signFile = (messageId: string, now: number, vault: Vault): string =>
  signKey('export', [messageId], now + FILE_LINK_MINUTES * MINUTE, vault)

/** The message whose file a key opens; null when it is forged, changed or too old. */
export const readFileKey = (token: string, now: number, vault: Vault): string | null =>
  readKey('export', token, now, vault)?.[0] ?? null
