import type { PhoneLeft } from '../phone-left.js'

/** What is known when a number turns out to be that of another customer. */
export interface MatchFacts {
  how: PhoneLeft['how']
  /** The name that came with it, beside the one on file. */
  name: 'same' | 'other' | 'unknown'
  /** The other one writes to us already, from an account of their own. */
  hasAccounts: boolean
  /** There are points or vouchers to be had. */
  atStake: boolean
  /** Several customers go by the number. */
  several: boolean
  /** They can be asked in private, and are not in the middle of something else. */
  canAsk: boolean
}

/**
 * Whether it is the same person. Anybody may know the number of a friend: only with the name on file, and where nothing is
 * to be had by it, the member's own word is enough; a registration is such a word already. Else a colleague decides.
 */
export function judgeMatch({
  how,
  name,
  hasAccounts,
  atStake,
  several,
  canAsk,
}: MatchFacts): 'link' | 'ask' | 'person' {
  if (name !== 'same' || hasAccounts || atStake || several || how === 'doubtful') return 'person'
  if (how === 'registered') return 'link'
  return canAsk ? 'ask' : 'person'
}
