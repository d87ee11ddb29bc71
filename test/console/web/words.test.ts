import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cutSpans } from '../../../src/console/web/explain/spans.js'
import { findMentions, initialOf } from '../../../src/console/web/sandbox/names.js'
import { formatTime, isAfterPause } from '../../../src/console/web/sandbox/times.js'

const names = [
  { id: 'a', name: '老王' },
  { id: 'b', name: '老王头' },
  { id: 'c', name: '车友管家' },
]

describe('mentions', () => {
  it.each([
    ['@老王 周末来吗', ['a']],
    ['@老王头 周末来吗', ['b']],
    ['@老王头 @老王 一起', ['b', 'a']],
    ['@车友管家名单发一下', ['c']],
    ['老王来了没', []],
    ['', []],
  ])('in %s', (text, ids) => {
    expect(findMentions(text, names).sort()).toEqual([...ids].sort())
  })
})

describe('the letter of an avatar', () => {
  it.each([
    ['沪A-张三-远航', '张'],
    ['张三', '张'],
    ['sunny', 'S'],
    ['🐶狗子', '🐶'],
    ['-', '?'],
    ['', '?'],
  ])('of %s', (name, letter) => {
    expect(initialOf(name)).toBe(letter)
  })
})

describe('evidence in the text', () => {
  it('is marked where it stands, overlaps with both labels', () => {
    const spans = cutSpans('想换台七座的SUV', [
      { label: 'trade_in', start: 0, end: 5 },
      { label: 'model', start: 3, end: 9 },
    ])
    expect(spans).toEqual([
      { text: '想换台', labels: ['trade_in'] },
      { text: '七座', labels: ['trade_in', 'model'] },
      { text: '的SUV', labels: ['model'] },
    ])
  })

  it('never loses or repeats a letter, wherever the evidence says it is', () => {
    const evidence = fc.array(
      fc.record({ label: fc.constantFrom('ad' as const, 'price' as const), start: fc.integer(), end: fc.integer() }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), evidence, (text, found) => {
        expect(
          cutSpans(text, found)
            .map((span) => span.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

describe('times', () => {
  const zh = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
  const at = (text: string) => Date.parse(`${text}+08:00`)
  const now = at('2026-11-25T15:00')

  it('are short for today and say the day otherwise, in the zone of the dealer', () => {
    expect(formatTime(at('2026-11-25T00:05'), zh, now)).toBe('00:05')
    expect(formatTime(at('2026-11-24T23:55'), zh, now)).toMatch(/^11月24日\s?23:55$/)
    expect(formatTime(at('2025-11-25T15:00'), zh, now)).toMatch(/^2025年11月25日/)
    expect(formatTime(at('2026-11-25T00:05'), { locale: 'en', timeZone: 'UTC' }, now)).toMatch(/^November 24.*16:05$/)
  })

  it('stand above the first post and after a pause', () => {
    expect(isAfterPause(now, undefined)).toBe(true)
    expect(isAfterPause(now, now - 4 * 60_000)).toBe(false)
    expect(isAfterPause(now, now - 6 * 60_000)).toBe(true)
  })
})
