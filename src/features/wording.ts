import { createHash } from 'node:crypto'
import type { Locale } from '../kit/texts.js'

/** What somebody agreed to, word for word. */
export interface Consent {
  text: string
  /** Other words, another version: `zh-CN-3f2a9c0d41be`. */
  version: string
}

export const wordingOf = (text: string, locale: Locale): Consent => ({
  text,
  version: `${locale}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
})
