import { describe, expect, it } from '@jest/globals'
import { isPlain, type Known, RAISE_AT, weigh } from '../../../src/features/leads/weigh.js'
import { DAY } from '../../../src/kit/clock.js'

/** What is known after these hints: days since the first, and scores. */
function after(hints: readonly (readonly [day: number, score: number])[]): Known | null {
  return hints.reduce<Known | null>(
    (known, [day, score], n) => weigh(known, { messageId: `m${n}`, at: day * DAY, quote: `q${n}`, score }) ?? known,
    null,
  )
}
const scoreOf = (...hints: (readonly [number, number])[]) => after(hints)?.score ?? 0

describe('weighing hints', () => {
  it('needs one clear message, or several good ones within days', () => {
    expect(scoreOf([0, 0.7])).toBeGreaterThanOrEqual(RAISE_AT)
    expect(scoreOf([0, 0.45], [1, 0.45], [2, 0.4])).toBeGreaterThanOrEqual(RAISE_AT)
    expect(scoreOf([0, 0.55])).toBeLessThan(RAISE_AT)
    expect(scoreOf([0, 0.45], [1, 0.45])).toBeLessThan(RAISE_AT)
  })

  it('forgets: the same hints over months are no lead', () => {
    expect(scoreOf([0, 0.45], [20, 0.45], [40, 0.4])).toBeLessThan(RAISE_AT)
  })

  it('is not worn down by chatter that is full of faint hints', () => {
    const chatter = Array.from({ length: 60 }, (_, n) => [n, 0.25] as const)
    expect(scoreOf(...chatter)).toBeLessThan(RAISE_AT)
    expect(weigh(null, { messageId: 'm', at: 0, quote: 'q', score: 0.1 })).toBeNull()
  })

  it('keeps what was said, in order, and knows whether one message said it by itself', () => {
    const known = after([
      [0, 0.3],
      [1, 0.8],
    ])
    expect(known?.evidence.map((each) => each.quote)).toEqual(['q0', 'q1'])
    expect(known && isPlain(known)).toBe(true)
    expect(isPlain({ evidence: [{ messageId: 'm', at: 0, quote: 'q', score: 0.5 }] })).toBe(false)
  })
})
