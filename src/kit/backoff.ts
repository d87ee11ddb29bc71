import { MINUTE, SECOND } from './clock.js'

interface Growth {
  /** The first pause, ms. */
  first?: number
  factor?: number
  longest?: number
}

/**
 * How long to wait after so many failures in a row, ms: 1, 2, 4… 60 seconds unless told otherwise, a quarter more or
 * less by chance, so that many accounts do not come back at the same moment.
 * @param chance a number in [0, 1)
 */
export function backoff(
  failures: number,
  chance: number,
  { first = SECOND, factor = 2, longest = MINUTE }: Growth = {},
): number {
  const wait = Math.min(longest, first * factor ** Math.max(0, failures - 1))
  return Math.round(wait * (0.75 + chance / 2))
}
