import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseCq, writeCq } from '../../../bots/qq/cq.js'
import { readSegments, toSegments } from '../../../bots/qq/segments.js'

const text = (words: string) => ({ type: 'text', data: { text: words } })

describe('CQ strings', () => {
  it.each([
    ['plain', '你好', [text('你好')]],
    ['a code between words', '[CQ:face,id=178]看看我', [{ type: 'face', data: { id: '178' } }, text('看看我')]],
    ['a code without data', '[CQ:shake]', [{ type: 'shake', data: {} }]],
    ['escaped marks in words', '- &#91;x&#93; 使用 &amp;data &#44;', [text('- [x] 使用 &data &#44;')]],
    ['an escape that was escaped', '&amp;#91;', [text('&#91;')]],
    [
      'escapes in values',
      '[CQ:share,title=a&#44;b&#91;c&#93;&amp;d]',
      [{ type: 'share', data: { title: 'a,b[c]&d' } }],
    ],
    [
      'more than one equals sign',
      '[CQ:image,url=http://x/?a=1&amp;b=2]',
      [{ type: 'image', data: { url: 'http://x/?a=1&b=2' } }],
    ],
    ['a bracket that opens no code', '[CQ:at,qq=1 没关', [text('[CQ:at,qq=1 没关')]],
  ])('reads %s', (_, given, wanted) => {
    expect(parseCq(given)).toEqual(wanted)
  })

  it('reads back whatever it wrote', () => {
    const value = fc.string({
      unit: fc.constantFrom('&', '[', ']', ',', '=', '#91;', 'amp;', 'CQ:at', '车', '👍', ' '),
    })
    const segment = fc.oneof(
      value.filter((words) => words !== '').map(text),
      fc.record({
        type: fc.constantFrom('at', 'image'),
        data: fc.dictionary(fc.constantFrom('qq', 'file', 'url'), value),
      }),
    )
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        // Words side by side are one piece once they were written.
        const merged = segments.filter((each, n) => !(each.type === 'text' && segments[n - 1]?.type === 'text'))
        expect(parseCq(writeCq(merged))).toEqual(merged.map(({ type, data }) => ({ type, data: { ...data } })))
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a message says', () => {
  const read = (message: unknown) =>
    readSegments(toSegments(message) ?? [], (id) => (id === '5' ? '沪A-张三' : undefined))

  it('names who is mentioned, counts everybody once, and leaves @全体成员 to the words', () => {
    const message = [
      { type: 'at', data: { qq: 5 } },
      { type: 'at', data: { qq: '5' } },
      { type: 'at', data: { qq: '6', name: '李四' } },
      { type: 'at', data: { qq: 'all' } },
    ]
    expect(read(message)).toMatchObject({ text: '@沪A-张三@沪A-张三@李四@全体成员', mentions: ['5', '6'] })
  })

  it('keeps a place for what is no words', () => {
    const card = JSON.stringify({ app: 'com.tencent.structmsg', prompt: '[分享]二手车行情' })
    const message = [
      { type: 'image', data: { file: 'a.jpg', url: 'https://example.com/a.jpg' } },
      { type: 'json', data: { data: card } },
      { type: 'json', data: { data: '{broken' } },
      { type: 'location', data: { lat: '1', lon: '2', title: '展厅' } },
      { type: 'file', data: { name: '手册.pdf' } },
      { type: 'mface', data: {} },
      { type: 'something_new', data: { x: 1 } },
    ]
    const { text: words, attachments } = read(message)
    expect(words).toBe('[图片][卡片][分享]二手车行情[卡片][位置]展厅[文件]手册.pdf[表情][消息]')
    expect(attachments.map((each) => each.kind)).toEqual(['image', 'card', 'card', 'location', 'file', 'other'])
    expect(attachments[0]).toEqual({ kind: 'image', url: 'https://example.com/a.jpg' })
  })

  it('leaves out what is no segment, and reads nothing that is no message', () => {
    expect(toSegments([null, 3, { type: 7 }, { type: 'text' }, text('在')])).toEqual([
      { type: 'text', data: {} },
      text('在'),
    ])
    expect(toSegments({ type: 'text' })).toBeUndefined()
    expect(toSegments(undefined)).toBeUndefined()
  })
})
