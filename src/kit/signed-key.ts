import type { Vault } from './crypto.js'
import { sameSecret } from './same-secret.js'

const sign = (use: string, body: string, vault: Vault) => vault.fingerprint(`${use} ${body}`)

/** A key to be put into an address, for one use and good until then (UTC ms). `parts`: ids that it stands for. */
export function signKey(use: string, parts: readonly string[], until: number, vault: Vault): string {
  const body = [...parts, until.toString(36)].join('.')
  return `${body}.${sign(use, body, vault)}`
}

/** What a key stands for, part by part; null when it is forged, changed, for another use or too old. */
export function readKey(use: string, token: string, now: number, vault: Vault): string[] | null {
  const pieces = token.split('.')
  const signature = pieces.pop() ?? ''
  if (!sameSecret(signature, sign(use, pieces.join('.'), vault))) return null
  return Number.parseInt(pieces.pop() ?? '', 36) > now ? pieces : null
}
