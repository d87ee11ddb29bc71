import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { NotAnExport, openHistory } from '../../../bots/history/index.js'
import { BANNER, file, group, head, read } from './read.js'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
const novel = `第一章 远行\n\n那天早上6:42，老周(他总是起得最早)推开门，说了一句话，\n谁也没听清。\n\n${'车开了很久，路上没有人。\n'.repeat(200)}`

describe('a file that is no export', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['a picture', Buffer.concat([png, Buffer.alloc(3000, 7)]), 'binary'],
    ['random bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) % 256), 'binary'],
    ['a novel', novel, 'unknown'],
    ['some JSON', '{"name":"cheyou","version":"0.1.0","scripts":{"start":"node ."}}', 'no_columns'],
    ['a JSON list of numbers', '[1,2,3]', 'unknown'],
    ['a table of cars', '车型,颜色,库存\nS6,白,3\nS6,黑,1\n', 'no_columns'],
    ['nothing', '', 'empty'],
    ['blank lines', '\n \n\n', 'empty'],
    ['a byte order mark', '\ufeff', 'empty'],
  ])('is refused: %s', async (_, content, reason) => {
    const refusal = await openHistory(file(content)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(NotAnExport)
    expect(refusal).toMatchObject({ code: 'not_an_export', reason })
  })

  it('is refused when it is a folder or is not there', async () => {
    await expect(openHistory(mkdtempSync(`${tmpdir()}/history-`))).rejects.toMatchObject({ reason: 'directory' })
    await expect(openHistory('/nowhere/at/all.txt')).rejects.toMatchObject({ reason: 'missing' })
  })

  it('is refused when it is not of the format that was asked for', async () => {
    const path = file(group('2026-10-12 6:42:10 甲(11111)\n一'))
    await expect(openHistory(path, { format: 'wechat-json' })).rejects.toBeInstanceOf(NotAnExport)
  })
})

describe('an export', () => {
  it('may be without messages', async () => {
    expect(await read(`${BANNER}${head('空群')}`)).toEqual([])
  })

  it('tells its format, its title and its size', async () => {
    const content = group('2026-10-12 6:42:10 甲(11111)\n一')
    const history = await openHistory(file(content))
    expect(history).toMatchObject({ format: 'qq', title: '星澜车友群', bytes: Buffer.byteLength(content) })
    const csv = await openHistory(file('时间,发送者,内容,群聊\n2026-10-12 12:00:00,阿木,早,星澜微信群\n'))
    expect(csv).toMatchObject({ format: 'wechat-csv', title: '星澜微信群' })
  })
})
