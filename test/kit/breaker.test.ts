import { describe, expect, it } from '@jest/globals'
import { afterFailure, type Breaker, closedBreaker } from '../../src/kit/breaker.js'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 8, 1)

const failing = (times: number): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((breaker) => afterFailure(breaker, NOW), closedBreaker)

describe('a breaker', () => {
  it.each([1, 2, 3, 4])('stays closed after %d failures in a row', (times) => {
    expect(failing(times).openUntil).toBe(0)
  })

  it('pauses for a minute after the fifth', () => {
    expect(failing(5).openUntil).toBe(NOW + MINUTE)
  })

  it.each([
    [6, 2],
    [7, 4],
    [8, 8],
    [9, 16],
    [10, 30],
    [40, 30],
  ])('pauses longer and longer: after %d failures %d minutes', (times, minutes) => {
    expect(failing(times).openUntil).toBe(NOW + minutes * MINUTE)
  })
})
