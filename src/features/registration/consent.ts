import { createHash } from 'node:crypto'
import type { Dealer } from '../../kit/dealer.js'
import type { Locale, Say } from '../../kit/texts.js'

export interface Consent {
  text: string
  /** Other words, another version: `zh-CN-3f2a9c0d41be`. */
  version: string
}

/** What a customer agrees to before anything is kept. */
export function consentOf(say: Say, dealer: Pick<Dealer, 'name'>, locale: Locale): Consent {
  const text = say('registration.consent', { dealer: dealer.name })
  return { text, version: `${locale}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}` }
}
