import { describe, expect, it } from '@jest/globals'
import stringWidth from 'string-width'
import { clipped, inColumns } from '../../../bots/import/columns.js'

describe('columns', () => {
  it('line up, though a Han character is twice as wide as a letter', () => {
    const lines = inColumns(['老周 2大', 'Leo 1大', '果果妈 2大', 'Ann 2大', '三水 2大', '桃子 1大', 'Bo 1大'])
    expect(lines).toEqual(['  老周 2大    Leo 1大     果果妈 2大  Ann 2大     三水 2大    桃子 1大', '  Bo 1大'])
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(76)
  })

  it('are one when a text is wider than the line, and none without texts', () => {
    const wide = '很'.repeat(60)
    expect(inColumns([wide, '短'])).toEqual([`  ${wide}`, '  短'])
    expect(inColumns([])).toEqual([])
  })
})

describe('a quote', () => {
  it('is one line, cut by what the eye sees and never within a character', () => {
    expect(clipped('第一行\n第二行')).toBe('第一行 第二行')
    expect(clipped('一二三四五六', 8)).toBe('一二三…')
    expect(clipped('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 5)).toBe('👨‍👩‍👧👨‍👩‍👧…')
  })
})
