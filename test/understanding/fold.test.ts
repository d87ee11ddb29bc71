import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fold, unfold } from '../../src/understanding/fold.js'

describe('folding', () => {
  it.each([
    ['ＱＱ：１２３４５', 'qq:12345'],
    ['扣③①⓪⓪', '扣3100'],
    ['➕薇❤️', '+薇❤'],
    ['換車還是修車', '换车还是修车'],
    ['加\u200b微\u200b信', '加微信'],
    ['贷\u0332款\u0332', '贷款'],
    ['ᴠx', 'vx'],
    ['刷.单.员.招.募', '刷单员招募'],
    ['刷 单 返 利 日 结', '刷单返利日结'],
    ['7 8 9 0 1 2', '789012'],
  ])('writes %s as %s', (written, folded) => {
    expect(fold(written).text).toBe(folded)
  })

  it.each(['早 车友们', '2023.10.1 提车', '周末 去 不去', 'iPhone 15'])('leaves the words of %s apart', (text) => {
    expect(fold(text).text).toBe(text.toLowerCase())
  })

  it('leads back to the words that were written', () => {
    const original = '要的➕薇❤️：x'
    const folded = fold(original)
    const at = folded.text.indexOf('+')
    const span = unfold(folded, at, at + 2)
    expect(original.slice(span.start, span.end)).toBe('➕薇')
  })

  it('counts disguises but not the joiners of emoji', () => {
    expect(fold('加\u200b微\u200b信').tricks).toBe(2)
    expect(fold('👨‍👩‍👧❤️').tricks).toBe(0)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = fold(text).text
        expect(fold(once).text).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('changes nothing the second time where separators meet digits and characters', () => {
    const unit = fc.constantFrom(...'刷单员1 3.8-_ab，①')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const once = fold(text).text
        expect(fold(once).text).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads a plain text as it reads one with an emoji in it', () => {
    const unit = fc.constantFrom(...'刷單员1 3.8-_aB，①？')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const plain = fold(text)
        const longer = fold(`${text}🚗`)
        expect(longer.text).toBe(`${plain.text}🚗`)
        expect([...longer.starts.subarray(0, plain.text.length)]).toEqual([...plain.starts.subarray(0, -1)])
        expect([...longer.ends.subarray(0, plain.text.length)]).toEqual([...plain.ends])
      }),
      { numRuns: 1000 },
    )
  })
})
