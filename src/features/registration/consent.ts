import type { Dealer } from '../../kit/dealer.js'
import type { Locale, Say } from '../../kit/texts.js'
import { type Consent, wordingOf } from '../wording.js'

/** What a customer agrees to before anything is kept. */
export const consentOf = (say: Say, dealer: Pick<Dealer, 'name'>, locale: Locale): Consent =>
  wordingOf(say('registration.consent', { dealer: dealer.name }), locale)
