import { describe, expect, it } from '@jest/globals'
import { lineSplitter } from '../../../bots/history/line-splitter.js'
import { instantsIn } from '../../../bots/history/moment.js'
import { readEntries } from '../../../bots/history/open-history.js'
import { decodeQq } from '../../../bots/history/qq.js'
import type { Decode } from '../../../bots/history/types.js'
import { decodeWechatCsv } from '../../../bots/history/wechat-csv.js'
import { decodeWechatJson } from '../../../bots/history/wechat-json.js'

const zone = instantsIn('Asia/Shanghai')
const time = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** A file without an end: whoever reads it whole never comes back. */
function endless(head: string, message: (n: number) => string) {
  let pulled = 0
  async function* pieces() {
    yield head
    for (;;) {
      yield message(pulled++)
    }
  }
  return { pieces: pieces(), pulled: () => pulled }
}

describe('a file of any size', () => {
  it.each<[string, string, (n: number) => string, Decode]>([
    ['QQ', '', (n) => `${time(n)} 甲(11111)\n第${n}句\n\n`, decodeQq(zone)],
    ['CSV', 'time,wxid,content\n', (n) => `${time(n)},wxid_a,第${n}句\n`, decodeWechatCsv(',', zone)],
    ['JSON in one line', '[', (n) => `{"time":"${time(n)}","wxid":"a","content":"第${n}句"},`, decodeWechatJson(zone)],
  ])('is read no further than it is walked: %s', async (_, head, message, decode) => {
    const source = endless(head, message)
    let count = 0
    for await (const entry of readEntries(source.pieces, decode, () => 0)) {
      if (entry.kind !== 'message' || entry.text !== `第${count}句`) break
      if (++count === 20_000) break
    }
    expect(count).toBe(20_000)
    expect(source.pulled()).toBeLessThan(21_000)
  })

  it('does not fill the memory with one line that never ends', () => {
    const splitter = lineSplitter(1000)
    for (let i = 0; i < 10_000; i++) expect(splitter.push('没完没了'.repeat(100))).toEqual([])
    const [line] = splitter.push('\n早\n')
    expect(line).toMatchObject({ number: 1, cut: true })
    expect(line!.text).toHaveLength(1000)
  })

  it('has the same lines wherever its pieces end', () => {
    const text = '一\r\n二\r三\n\r\n四\r\r\n五'
    const whole = lineSplitter()
    const expected = [...whole.push(text), ...whole.end()]
    const single = lineSplitter()
    expect([...[...text].flatMap((char) => single.push(char)), ...single.end()]).toEqual(expected)
    expect(expected.map((line) => line.text)).toEqual(['一', '二', '三', '', '四', '', '五'])
  })
})
