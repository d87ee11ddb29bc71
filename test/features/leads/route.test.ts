import { describe, expect, it } from '@jest/globals'
import { route } from '../../../src/features/leads/route.js'

const lead = (claimedBy: string | null, raisedAt: number, offeredTo: string | null = null) => ({
  claimedBy,
  offeredTo,
  raisedAt,
})

describe('a new lead is offered', () => {
  it("to the customer's own consultant, however busy", () => {
    expect(route('佳佳', ['佳佳', '小赵'], [lead('佳佳', 1), lead('佳佳', 2)])).toBe('佳佳')
  })

  it('to somebody else when that one sells here no more', () => {
    expect(route('老王', ['佳佳'], [])).toBe('佳佳')
  })

  it('to whoever has the fewest, counting those that are offered to them', () => {
    expect(route(null, ['佳佳', '小赵'], [lead('佳佳', 9), lead(null, 1, '小赵'), lead(null, 2, '小赵')])).toBe('佳佳')
  })

  it('of equals to whose last one is the oldest, one after the other', () => {
    expect(route(null, ['佳佳', '小赵'], [lead('佳佳', 1), lead('小赵', 2)])).toBe('佳佳')
    expect(route(null, ['佳佳', '小赵'], [lead('佳佳', 3), lead('小赵', 2)])).toBe('小赵')
  })

  it('to nobody when nobody sells', () => {
    expect(route('佳佳', [], [])).toBeNull()
  })
})
