import type { Referral } from '../../../store/index.js'

/** What is known about a friend whom somebody recommends. */
export interface Claim {
  referrerId: string
  /** Keyed hash by kit/crypto. */
  phonePrint: string
  referrerPhonePrint: string | null
  /** The customer with this phone, if there is one. */
  friendId: string | null
  /** All referrals that the referrer, the friend, and whoever recommended these, are part of. */
  referrals: readonly Pick<Referral, 'referrerId' | 'friendId'>[]
}

export type Refusal = 'self' | 'yours' | 'claimed' | 'loop' | 'known'

/** Why a friend cannot be recommended, or null. */
export function refuseClaim({
  referrerId,
  phonePrint,
  referrerPhonePrint,
  friendId,
  referrals,
}: Claim): Refusal | null {
  if (friendId === referrerId || phonePrint === referrerPhonePrint) return 'self'
  if (friendId === null) return null
  const before = referrals.find((each) => each.friendId === friendId)
  if (before) return before.referrerId === referrerId ? 'yours' : 'claimed'
  if (isBroughtBy(friendId, referrerId, referrals)) return 'loop'
  return 'known'
}

/** Whether `friendId` brought the referrer, or brought who brought them… */
function isBroughtBy(friendId: string, referrerId: string, referrals: Claim['referrals']): boolean {
  const seen = new Set<string>()
  for (let person: string | undefined = referrerId; person && !seen.has(person); ) {
    seen.add(person)
    person = referrals.find((each) => each.friendId === person)?.referrerId
    if (person === friendId) return true
  }
  return false
}
