import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { toCall, toSegments } from '../../../bots/qq/encode.js'
import { refusal } from '../../../bots/qq/receipt.js'
import { split } from '../../../bots/qq/split.js'

const room = { id: '7', kind: 'group' as const }
const names = (_: string, person: string) => (person === '5' ? ['沪A-张三 远航', '张三', '5'] : [person])
const say = (text: string, mentions: string[] = [], replyTo?: string) =>
  toSegments({ type: 'say', room, text, mentions, ...(replyTo ? { replyTo } : {}) }, names)
const at = (qq: string) => ({ type: 'at', data: { qq } })
const text = (words: string) => ({ type: 'text', data: { text: words } })

describe('mentions', () => {
  it('stand where the text names the person, by card, nickname or what looks like a name', () => {
    expect(say('你好 @沪A-张三 远航，欢迎', ['5'])).toEqual([text('你好 '), at('5'), text('，欢迎')])
    expect(say('@张三 和 @李四：周六见', ['5', '6'])).toEqual([at('5'), text(' 和 '), at('6'), text('：周六见')])
  })

  it('stand in front when the text does not name the person, unless a quote calls them already', () => {
    expect(say('欢迎', ['5'])).toEqual([at('5'), text(' '), text('欢迎')])
    expect(say('欢迎', ['5'], '-3')).toEqual([{ type: 'reply', data: { id: '-3' } }, text('欢迎')])
  })

  it('are words in private, and a quote of no message is left out', () => {
    const whisper = {
      type: 'say' as const,
      room: { id: '5', kind: 'private' as const },
      text: '@张三 好',
      mentions: ['5'],
    }
    expect(toSegments({ ...whisper, replyTo: 'join:5:1' }, names)).toEqual([text('@张三 好')])
  })
})

describe('pieces of a long text', () => {
  it('are short enough, whole characters, and the text when put together', () => {
    const unit = fc.constantFrom('车', 'a', '。', '\n', ' ', '👍', '𠮷', '，')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 900 }), fc.integer({ min: 100, max: 200 }), (words, limit) => {
        const pieces = split([text(words)], limit)
        const texts = pieces.map((piece) => piece.map(({ data }) => data.text).join(''))
        expect(texts.join('')).toBe(words)
        for (const each of texts) {
          expect(each.length).toBeLessThanOrEqual(limit)
          expect(each).not.toMatch(/[\uD800-\uDFFF]/u)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('end after a sentence where they can', () => {
    const [first] = split([text(`${'一'.repeat(70)}。${'二'.repeat(60)}`)], 100)
    expect(first).toEqual([text(`${'一'.repeat(70)}。`)])
  })
})

describe('calls', () => {
  it('always give the length of a mute, at most 30 days', () => {
    const mute = (seconds: number) => toCall({ type: 'mute', room, person: '5', seconds })?.params
    expect(mute(0)).toEqual({ group_id: 7, user_id: 5, duration: 0 })
    expect(mute(1e9)).toMatchObject({ duration: 2_592_000 })
  })

  it('are none for ids that are not of QQ', () => {
    expect(toCall({ type: 'recall', room, messageId: 'join:1:2' })).toBeUndefined()
    expect(toCall({ type: 'kick', room: { id: 'owners', kind: 'group' }, person: '5' })).toBeUndefined()
  })
})

describe('refusals', () => {
  it.each([
    [
      1200,
      'Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg',
      { outcome: 'unknown', reason: 'risk_control' },
    ],
    [1200, '设置群名片未生效', { outcome: 'unknown', reason: 'not_confirmed' }],
    [1200, 'ERR_NOT_GROUP_ADMIN', { outcome: 'not_sent', reason: 'not_admin', retry: false }],
    [-1, 'cannot ban admin', { outcome: 'not_sent', reason: 'not_admin', retry: false }],
    [200, 'No such request', { outcome: 'not_sent', reason: 'request_gone', retry: false }],
    [1200, 'Recall failed', { outcome: 'not_sent', reason: 'too_late_to_recall', retry: false }],
    [1404, '', { outcome: 'not_sent', reason: 'not_supported', retry: false }],
    [200, '不支持的Api _send_group_notice', { outcome: 'not_sent', reason: 'not_supported', retry: false }],
    [1403, '', { outcome: 'not_sent', reason: 'token_refused', retry: true }],
    [-1, '发送过于频繁', { outcome: 'not_sent', reason: 'rate_limit', retry: true }],
    [1400, '', { outcome: 'not_sent', reason: 'refused_1400', retry: false }],
  ])('retcode %i %s', (retcode, words, wanted) => {
    expect(refusal({ status: 'failed', retcode, words })).toEqual(wanted)
  })
})
