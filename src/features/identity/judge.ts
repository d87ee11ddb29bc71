import { HOUR } from '../../kit/clock.js'
import type { OneTimeCode, WrongCode } from '../../store/index.js'

/** Wrong codes in an hour, of one account and of all together, after which no more are looked at. */
export const MOST_WRONG = 5
export const MOST_WRONG_TOGETHER = 100
export const WRONG_COUNTS_FOR = HOUR

export type Account = Pick<WrongCode, 'channel' | 'externalId'>

export const sameAccount = (one: Account, other: Account): boolean =>
  one.channel === other.channel && one.externalId === other.externalId

/** Whether an account has to wait before it may try again, by the wrong codes of the last hour. */
export function mustWait(wrong: readonly WrongCode[], account: Account, now: number): boolean {
  const counting = wrong.filter((each) => each.at > now - WRONG_COUNTS_FOR)
  return (
    counting.length >= MOST_WRONG_TOGETHER || counting.filter((each) => sameAccount(each, account)).length >= MOST_WRONG
  )
}

/** What is wrong with a code, or null when it is good. */
export function flawOf(code: OneTimeCode | undefined, now: number): 'unknown' | 'used' | 'void' | 'expired' | null {
  if (!code) return 'unknown'
  if (code.state !== 'open') return code.state
  return code.expiresAt <= now ? 'expired' : null
}
