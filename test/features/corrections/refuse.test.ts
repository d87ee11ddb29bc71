import { describe, expect, it } from '@jest/globals'
import { describeLearning, type LearningReport, refuse } from '../../../src/features/corrections/index.js'
import { createSay } from '../../../src/kit/texts.js'

const QUALITY = { leads: 0.9, violations: 0.92, topics: 0.94 }
const GOOD: LearningReport = {
  version: '0123456789',
  corrections: 10,
  corrected: { before: 2, after: 10 },
  unseen: { of: 8, before: 1, after: 3 },
  heldOut: { before: QUALITY, after: QUALITY },
}

describe('a new model', () => {
  it('takes over when it is no worse', () => {
    expect(refuse(GOOD)).toBeNull()
    expect(refuse({ ...GOOD, heldOut: { before: QUALITY, after: { ...QUALITY, leads: 0.893 } } })).toBeNull()
  })

  it.each(['leads', 'violations', 'topics'] as const)(
    'is refused when it lost in %s on what nothing learnt',
    (part) => {
      const after = { ...QUALITY, [part]: QUALITY[part] - 0.011 }
      expect(refuse({ ...GOOD, heldOut: { before: QUALITY, after } })).toBe('held_out')
    },
  )

  it('is refused when it forgot corrections, learnt ones or new ones', () => {
    expect(refuse({ ...GOOD, corrected: { before: 9, after: 8 } })).toBe('corrected')
    expect(refuse({ ...GOOD, unseen: { of: 8, before: 3, after: 2 } })).toBe('unseen')
  })

  it('is reported with the figures before and after, whether it was taken or not', () => {
    const say = createSay('zh-CN')
    expect(describeLearning(say, GOOD)).toMatch(
      /0123456789 已经用上。\n纠正过的 10 句，答对 2 → 10。[\s\S]*线索 F1 90\.0% → 90\.0%/,
    )
    const worse = { ...GOOD, heldOut: { before: QUALITY, after: { ...QUALITY, violations: 0.5 } } }
    expect(describeLearning(say, worse)).toMatch(/没有换模型[\s\S]*违规 F1 92\.0% → 50\.0%/)
  })
})
