import { MINUTE } from './clock.js'

/** Stops what fails again and again: hammering a platform is how accounts get frozen. */
export interface Breaker {
  failures: number
  /** Nothing is tried before this. */
  openUntil: number
}

const FAILURES_IN_A_ROW = 5
const LONGEST = 30 * MINUTE

export const closedBreaker: Breaker = { failures: 0, openUntil: 0 }

export function afterFailure(breaker: Breaker, now: number): Breaker {
  const failures = breaker.failures + 1
  if (failures < FAILURES_IN_A_ROW) return { failures, openUntil: breaker.openUntil }
  // Each failed try after a pause doubles the next pause.
  return { failures, openUntil: now + Math.min(LONGEST, MINUTE * 2 ** (failures - FAILURES_IN_A_ROW)) }
}
