import { type Clock, HOUR, MINUTE } from '../../src/kit/clock.js'
import type { Receipt } from '../../src/message/index.js'

export interface Risk {
  /** QQ holds back what this account says: nothing more is said for now. */
  isHeld(): boolean
  take(receipt: Receipt): void
}

/** One text that is held back may be a flagged word; several in a row are the account. */
const HELD_BACK_IN_A_ROW = 3
const FIRST_PAUSE = 10 * MINUTE
const LONGEST_PAUSE = 4 * HOUR

/**
 * 风控: going on talking is how an account gets frozen, so it keeps silent, and says so. After the pause one more try
 * decides: a good one ends it, and each bad one doubles the pause.
 */
export function createRisk(clock: Clock): Risk {
  let heldBack = 0
  let until = 0
  return {
    isHeld: () => clock.now() < until,
    take(receipt) {
      if (receipt.outcome === 'sent') heldBack = 0
      if (receipt.outcome !== 'unknown' || receipt.reason !== 'risk_control') return
      heldBack += 1
      const pauses = heldBack - HELD_BACK_IN_A_ROW
      if (pauses >= 0) until = clock.now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** pauses)
    },
  }
}
