import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { CheyouError } from './errors.js'

/** Encrypts personal data for the database, and makes the keyed hash by which it is found again. */
export interface Vault {
  /** AES-256-GCM; the answer is base64 of nonce, tag and ciphertext. */
  seal(plain: string): string
  /** Throws `key_invalid` when the text was sealed with another key or was changed. */
  open(sealed: string): string
  /** HMAC-SHA-256, base64url: equal inputs meet without being readable. */
  fingerprint(plain: string): string
  /** One for another use: what one of them sealed, the other cannot open. */
  derive(use: string): Vault
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export function createVault(key: Buffer): Vault {
  const sub = (use: string) => createHmac('sha256', key).update(use).digest()
  const sealing = sub('seal')
  const hashing = sub('fingerprint')
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES))
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
        const body = bytes.subarray(NONCE_BYTES + TAG_BYTES)
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new CheyouError('key_invalid', {}, { cause })
      }
    },
    fingerprint: (plain) => createHmac('sha256', hashing).update(plain).digest('base64url'),
    derive: (use) => createVault(sub(`derive ${use}`)),
  }
}

/** Reads the key file, or makes it on first start, readable by its owner only. */
export function loadOrCreateKey(path: string): Buffer {
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(path, 0o600)
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new CheyouError('key_invalid', { where: path })
  return key
}

/** 138****8000: enough to tell two numbers apart, too little to call. */
export const maskPhone = (phone: string): string => phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')

/** 沪A****45: enough for who knows the car. */
export const maskPlate = (plate: string): string =>
  `${plate.slice(0, 2)}${'*'.repeat(plate.length - 4)}${plate.slice(-2)}`

/** 张**: the family name stays. */
export const maskName = (name: string): string => `${name.slice(0, 1)}${'*'.repeat(Math.min(2, name.length - 1))}`
