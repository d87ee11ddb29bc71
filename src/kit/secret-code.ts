import { randomBytes } from 'node:crypto'

/** Crockford's Base32: no letter that is mistaken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/** What a person may type for a code: any case, with or without hyphen, O for 0 and I or L for 1. */
export const SECRET_CODE = '[0-9A-TV-Za-tv-z]{4}[\\s-]?[0-9A-TV-Za-tv-z]{4}'

/** A secret that is easily typed on a phone, such as `7KQM-2X9D`: 40 random bits, at least one digit. */
export function secretCode(random: (bytes: number) => Uint8Array = randomBytes): string {
  const letters = [...random(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  // People write hyphenated words; with a digit none of them looks like a code.
  return /\d/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : secretCode(random)
}

/** The one spelling of a typed code: what `secretCode` made. */
export function spellCode(typed: string): string {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
