import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { TimeoutError } from '../../../bots/wechat/look-up.js'
import { markMentions, readMentions } from '../../../bots/wechat/mentions.js'
import { toMs } from '../../../bots/wechat/payloads.js'
import { toReceipt } from '../../../bots/wechat/refusal.js'
import { toQrCode } from '../../../bots/wechat/scan.js'
import { split } from '../../../bots/wechat/split.js'

const GAP = '\u2005'

describe('mentions in words', () => {
  it.each([
    ['@阿丽 周六见', [['阿丽']], `@阿丽${GAP}周六见`],
    ['@阿丽，周六见', [['阿丽']], `@阿丽${GAP}，周六见`],
    ['@小波 @小波妹 来吗', [['小波'], ['小波妹']], `@小波${GAP}@小波妹${GAP}来吗`],
    ['你好 @小波妹', [['小波', '小波妹']], `你好 @小波妹${GAP}`],
    ['谁都没点', [['阿丽']], '谁都没点'],
    ['给 a@阿 写信', [['']], '给 a@阿 写信'],
  ])('marks %j', (text, names, marked) => {
    expect(
      markMentions(
        text,
        names.map((each, n) => ({ id: String(n), names: each })),
      ),
    ).toBe(marked)
  })

  it('reads who is meant off a name with the gap after it', () => {
    const people = [
      { id: 'a', names: ['阿丽', ''] },
      { id: 'b', names: ['', '阿丽丽'] },
    ]
    expect(readMentions(`@阿丽丽${GAP}在吗`, people)).toEqual(['b'])
    expect(readMentions('@阿丽 在吗', people)).toEqual(['a'])
    expect(readMentions('@所有人 开会', people)).toEqual([])
  })
})

describe('long texts', () => {
  it('loses nothing, keeps to the limit and tears no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.integer({ min: 64, max: 200 }), (text, limit) => {
        const pieces = split(text, limit)
        expect(pieces.join('')).toBe(text)
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit)
          expect(piece.isWellFormed()).toBe(true)
        }
      }),
    )
  })
})

describe('what a failed call means', () => {
  const rpc = (code: number, details: string) => Object.assign(new Error(`${code} X: ${details}`), { code })
  it.each([
    [rpc(14, 'No connection established. Last error: connect ECONNREFUSED'), 'not_sent', 'offline', true],
    [rpc(14, 'Connection dropped'), 'unknown', 'connection_lost', undefined],
    [rpc(13, 'Received RST_STREAM with code 2'), 'unknown', 'connection_lost', undefined],
    [rpc(2, 'not supported'), 'not_sent', 'not_supported', false],
    [rpc(2, '操作太频繁，请稍后再试'), 'not_sent', 'rate_limit', true],
    [rpc(2, 'only the owner may do that'), 'not_sent', 'not_admin', false],
    [rpc(2, 'request timeout'), 'unknown', 'no_answer', undefined],
    [rpc(2, 'whatever'), 'not_sent', 'refused', false],
    [new TimeoutError(), 'unknown', 'no_answer', undefined],
    [new Error('no grpc manager'), 'not_sent', 'offline', true],
    [undefined, 'not_sent', 'refused', false],
  ])('%s', (error, outcome, reason, retry) => {
    expect(toReceipt(error)).toEqual({ outcome, reason, ...(retry === undefined ? {} : { retry }) })
  })
})

describe('moments', () => {
  it.each([
    [1_780_000_000, 1_780_000_000_000],
    [1_780_000_000_123, 1_780_000_000_123],
    [0, 5],
    [1e21, 5],
    [Number.NaN, 5],
  ])('%s', (timestamp, ms) => expect(toMs(timestamp, 5)).toBe(ms))
})

describe('codes to scan', () => {
  it('come, are scanned, confirmed, and come anew', () => {
    const first = toQrCode(undefined, 2, 'one', 1)
    expect(first).toEqual({ text: 'one', at: 1, scanned: false })
    expect(toQrCode(first, 3, '', 2)).toEqual({ text: 'one', at: 1, scanned: true })
    expect(toQrCode(first, 4, '', 3)).toBeUndefined()
    expect(toQrCode(first, 5, 'two', 4)).toEqual({ text: 'two', at: 4, scanned: false })
  })
})
