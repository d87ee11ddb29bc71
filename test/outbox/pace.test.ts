import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { nextSlot, type Pace, paceOf } from '../../src/outbox/pace.js'

const SECOND = 1_000
const MINUTE = 60_000
const DAY = 86_400_000
const NOW = Date.UTC(2026, 8, 1)

const pace: Pace = { gap: 3 * SECOND, jitter: 2 * SECOND, perMinute: 3, perDay: 5 }

describe('the pace of an account', () => {
  it('lets the first action go at once', () => {
    expect(nextSlot([], pace, NOW, 0.5)).toBe(NOW)
  })

  it('keeps the gap after the last action, and adds what chance gives of the jitter', () => {
    expect(nextSlot([NOW], pace, NOW, 0)).toBe(NOW + 3 * SECOND)
    expect(nextSlot([NOW], pace, NOW, 0.5)).toBe(NOW + 4 * SECOND)
    expect(nextSlot([NOW - 10 * SECOND], pace, NOW, 0.9)).toBe(NOW)
  })

  it('waits until the oldest of a full minute is a minute old', () => {
    const sent = [NOW - 30 * SECOND, NOW - 20 * SECOND, NOW - 10 * SECOND]
    expect(nextSlot(sent, pace, NOW, 0)).toBe(NOW + 30 * SECOND)
    expect(nextSlot(sent.slice(1), pace, NOW, 0)).toBe(NOW)
  })

  it('waits until the oldest of a full day is a day old', () => {
    const sent = [20, 16, 12, 8, 4].map((hours) => NOW - hours * 60 * MINUTE)
    expect(nextSlot(sent, pace, NOW, 0)).toBe(NOW + 4 * 60 * MINUTE)
  })

  it('never lets a history speak', () => {
    expect(nextSlot([], paceOf('history'), NOW, 0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('keeps within the minute and the day, and keeps the gap, whatever is asked of it and when', () => {
    const anyPace = fc.record({
      gap: fc.integer({ min: 0, max: 10 * SECOND }),
      jitter: fc.integer({ min: 0, max: 10 * SECOND }),
      perMinute: fc.integer({ min: 1, max: 20 }),
      perDay: fc.integer({ min: 1, max: 60 }),
    })
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    const asks = fc.array(fc.record({ idle: fc.integer({ min: 0, max: 40 * MINUTE }), chance }), { maxLength: 120 })
    fc.assert(
      fc.property(anyPace, asks, (any, all) => {
        const sent: number[] = []
        let now = NOW
        for (const ask of all) {
          now = nextSlot(sent, any, now + ask.idle, ask.chance)
          sent.push(now)
        }
        const most = (window: number) =>
          Math.max(0, ...sent.map((from) => sent.filter((at) => at >= from && at < from + window).length))
        expect(most(MINUTE)).toBeLessThanOrEqual(any.perMinute)
        expect(most(DAY)).toBeLessThanOrEqual(any.perDay)
        for (const [n, at] of sent.entries()) if (n) expect(at - sent[n - 1]!).toBeGreaterThanOrEqual(any.gap)
      }),
    )
  })
})
