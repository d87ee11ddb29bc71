import type { Clock } from '../../src/kit/clock.js'

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** Moves on by so many ms. */
  advance(ms: number): void
  set(at: number): void
}

export function fakeClock(start = Date.UTC(2026, 8, 1, 2)): FakeClock {
  let now = start
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
    set(at) {
      now = at
    },
  }
}
