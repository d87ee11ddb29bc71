import { DAY, MINUTE, SECOND } from '../kit/clock.js'
import type { ChannelKind } from '../message/index.js'

/** How fast an account may speak without being taken for a machine. Times in ms. */
export interface Pace {
  /** Least time between two actions of the account, and what chance may add to it. */
  gap: number
  jitter: number
  perMinute: number
  perDay: number
}

const PACES: Record<ChannelKind, Pace> = {
  sandbox: { gap: 0, jitter: 0, perMinute: 6_000, perDay: 1_000_000 },
  console: { gap: 0, jitter: 0, perMinute: 6_000, perDay: 1_000_000 },
  history: { gap: 0, jitter: 0, perMinute: 0, perDay: 0 },
  qq: { gap: 3 * SECOND, jitter: 3 * SECOND, perMinute: 10, perDay: 2_000 },
  wechat: { gap: 4 * SECOND, jitter: 4 * SECOND, perMinute: 8, perDay: 1_000 },
  telegram: { gap: SECOND, jitter: 0, perMinute: 18, perDay: 20_000 },
}

export const paceOf = (kind: ChannelKind): Pace => PACES[kind]

/**
 * When the next action may go out.
 * @param sent times of what the account sent in the last day, oldest first
 * @param chance a number in [0, 1)
 */
export function nextSlot(sent: readonly number[], pace: Pace, now: number, chance: number): number {
  const last = sent.at(-1)
  const afterGap = last === undefined ? now : last + pace.gap + Math.floor(chance * pace.jitter)
  return Math.max(now, afterGap, afterBudget(sent, pace.perMinute, MINUTE), afterBudget(sent, pace.perDay, DAY))
}

/** The moment at which fewer than `most` lie within the window. */
function afterBudget(sent: readonly number[], most: number, window: number): number {
  if (most === 0) return Number.POSITIVE_INFINITY
  const oldestThatCounts = sent.at(-most)
  return oldestThatCounts === undefined ? 0 : oldestThatCounts + window
}
