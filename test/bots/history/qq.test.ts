import { describe, expect, it } from '@jest/globals'
import { BANNER, broken, group, head, messages, read, said, system } from './read.js'

const at = (iso: string) => Date.parse(`${iso}+08:00`)

describe('a message of a QQ export', () => {
  it.each([
    ['2026-10-12 6:42:10 阿木(34518876)', '2026-10-12T06:42:10'],
    ['2026-10-12 06:42:10 阿木(34518876)', '2026-10-12T06:42:10'],
    ['2026/10/2 6:42:10 阿木(34518876)', '2026-10-02T06:42:10'],
    ['2026-10-12 上午 6:42:10 阿木(34518876)', '2026-10-12T06:42:10'],
    ['2026-10-12 下午6:42:10 阿木(34518876)', '2026-10-12T18:42:10'],
    ['2026/10/12 下午 12:05:00 阿木(34518876)', '2026-10-12T12:05:00'],
    ['2026/10/12 上午 12:05:00 阿木(34518876)', '2026-10-12T00:05:00'],
    ['2026/10/12 6:42:10 PM 阿木(34518876)', '2026-10-12T18:42:10'],
    ['2026年10月12日 6:42:10 阿木(34518876)', '2026-10-12T06:42:10'],
    ['2026/10/12 星期一 6:42:10 阿木(34518876)', '2026-10-12T06:42:10'],
    ['2026-10-12 6:42 阿木(34518876)', '2026-10-12T06:42:00'],
  ])('has its time from %s', async (header, time) => {
    const [entry] = messages(await read(group(`${header}\n早`)))
    expect(entry).toMatchObject({ at: at(time), text: '早', sender: { id: '34518876', name: '阿木' } })
  })

  it('takes its times in the zone it is told', async () => {
    const [entry] = messages(await read(group('2026-10-12 6:42:10 阿木(34518876)\n早'), { timeZone: 'UTC' }))
    expect(entry!.at).toBe(Date.parse('2026-10-12T06:42:10Z'))
    await expect(read(group(''), { timeZone: 'Mars/Olympus' })).rejects.toThrow(RangeError)
  })

  it.each([
    ['【话唠】星澜-老周(34518876)', { id: '34518876', name: '星澜-老周', level: '话唠' }],
    ['【群主】李店(10009003)', { id: '10009003', name: '李店', level: '群主', role: 'owner' }],
    ['【管理员】客服-小林(10009001)', { id: '10009001', name: '客服-小林', role: 'admin' }],
    ['【管理员】【杭州】S6-糯米(55667788)', { id: '55667788', name: '【杭州】S6-糯米', role: 'admin' }],
    ['【杭州】S6-糯米(55667788)', { name: 'S6-糯米', shown: '【杭州】S6-糯米', level: '杭州' }],
    ['星澜-小白(新手勿催)(2017753846)', { id: '2017753846', name: '星澜-小白(新手勿催)' }],
    ['(^_^)(2017753846)', { id: '2017753846', name: '(^_^)' }],
    ['(34518876)(2017753846)', { id: '2017753846', name: '(34518876)' }],
    ['[玫瑰]<3(2017753846)', { id: '2017753846', name: '[玫瑰]<3' }],
    ['(2017753846)', { id: '2017753846', name: '' }],
    ['【冒泡】(2017753846)', { id: '2017753846', name: '', level: '冒泡' }],
    ['Leo<leo.tsang@mailbox.example>', { id: 'leo.tsang@mailbox.example', name: 'Leo' }],
    ['A Leo  B (12345)', { id: '12345', name: 'A Leo  B' }],
  ])('knows its sender in %s', async (shown, sender) => {
    const [entry] = messages(await read(group(`2026-10-12 6:42:10 ${shown}\n早`)))
    expect(entry!.sender).toMatchObject(sender)
  })

  it('keeps all of its lines, blank ones inside too, and none around it', async () => {
    const entries = await read(
      group('2026-10-12 6:42:10 甲(11111)\n一\n\n\n  二\n', '2026-10-12 6:43:10 乙(22222)\n三'),
    )
    expect(said(entries)).toEqual(['11111: 一\n\n\n  二', '22222: 三'])
    expect(messages(entries).map((e) => e.line)).toEqual([9, 16])
  })

  it('may be empty', async () => {
    expect(said(await read(group('2026-10-12 6:42:10 甲(11111)', '2026-10-12 6:43:10 乙(22222)\n三')))).toEqual([
      '11111: ',
      '22222: 三',
    ])
  })

  it('may quote what looks like a header', async () => {
    const text = '翻了下记录：\n星澜-诗人  9:04:22\n报名 2大\n2026-10-12\n2026-10-19 08:00 集合'
    expect(said(await read(group(`2026-10-12 6:42:10 甲(11111)\n${text}`)))).toEqual([`11111: ${text}`])
  })

  it('may quote a full header, right under its own or after a blank line when the original is in the file', async () => {
    const old = '2026-10-12 6:42:10 甲(11111)\n报名 2大'
    const pasted = `${old}\n\n${old}\n\n以这个为准`
    expect(said(await read(group(old, `2026-10-12 9:00:00 乙(22222)\n${pasted}`)))).toEqual([
      '11111: 报名 2大',
      `22222: ${pasted}`,
    ])
  })

  it('begins without a blank line before it when its time goes on', async () => {
    const entries = await read(group('2026-10-12 6:42:10 甲(11111)\n一\n2026-10-12 6:42:10 乙(22222)\n二'))
    expect(said(entries)).toEqual(['11111: 一', '22222: 二'])
  })

  it('is found in files from which every blank line was removed', async () => {
    const compact =
      '2026-10-12 6:42:10 甲(11111)\n一\n2026-10-12 6:43:10 乙(22222)\n二\n2026-10-12 6:42:59 丙(33333)\n三\n'
    expect(said(await read(compact))).toEqual(['11111: 一', '22222: 二', '33333: 三'])
  })

  it('may hold rules and the words 消息对象 without ending the chat', async () => {
    const text = `${'='.repeat(40)}\n公告\n${'='.repeat(40)}\n消息对象写错了`
    expect(said(await read(group(`2026-10-12 6:42:10 甲(11111)\n${text}`)))).toEqual([`11111: ${text}`])
  })
})

describe('the chats of one export', () => {
  it('are told apart, groups and private ones', async () => {
    const entries = await read(
      `${BANNER}${head('一群')}2026-10-12 6:42:10 甲(11111)\n一\n\n${head('二群')}2026-10-11 6:42:10 甲(11111)\n二\n\n` +
        `${head('老王', '我的好友')}2026-10-10 6:42:10 老王\n在吗\n\n2026-10-10 6:43:00 【店】小林\n在\n`,
    )
    expect(messages(entries).map((e) => [e.room.title, e.room.kind, e.sender.id, e.text])).toEqual([
      ['一群', 'group', '11111', '一'],
      ['二群', 'group', '11111', '二'],
      ['老王', 'private', '老王', '在吗'],
      ['老王', 'private', '【店】小林', '在'],
    ])
  })
})

describe('a system line of a QQ export', () => {
  it('comes from 系统消息, from an empty name, or from nobody', async () => {
    const entries = await read(
      group(
        '2026-10-12 6:42:10 系统消息(10000)\n阿木加入了本群。',
        '2026-10-12 6:42:11 (1000000)\n阿林加入了本群。',
        '2026-10-12 6:42:12 阿森加入了本群。',
        '2026-10-12 6:42:13 \n阿本退出了本群',
        '2026-10-12 6:42:14 系统消息(10000)\n本群创建一周年',
        '2026-10-12 6:42:15 甲(11111)\n阿木加入了本群。',
      ),
    )
    expect(system(entries).map((e) => [e.kind, e.name])).toEqual([
      ['join', '阿木'],
      ['join', '阿林'],
      ['join', '阿森'],
      ['leave', '阿本'],
      ['system', undefined],
    ])
    expect(said(entries)).toEqual(['11111: 阿木加入了本群。'])
  })
})

describe('a damaged place in a QQ export', () => {
  it('is reported with its line, and everything around it is kept', async () => {
    const entries = await read(
      group(
        '2026-10-12 6:42:10 甲(11111)\n一',
        '2026-13-45 6:43:10 乙(22222)\n二',
        '2026-10-12 25:43:10 乙(22222)\n二',
        '2026-10- 6:43:10 乙(22222)\n二',
        '2026-10-12 6:44:10 丙(33333\n三',
        '2026-10-12 6:45:10 丁(44444)\n四\n\u0000\u0001\ufffd\ufffd\u0002\n五',
      ),
    )
    expect(said(entries)).toEqual(['11111: 一', '44444: 四\n五'])
    expect(broken(entries)).toEqual(['12 bad_time', '15 bad_time', '18 bad_time', '21 no_sender', '26 unreadable'])
  })

  it('may be the torn message at its beginning, reported once', async () => {
    const torn = `后半句\n还有一句\n\n2026-10-12 6:42:10 甲(11111)\n一\n\n2026-10-12 6:43:10 乙(22222)\n二\n`
    const entries = await read(torn)
    expect(broken(entries)).toEqual(['1 stray_text'])
    expect(said(entries)).toEqual(['11111: 一', '22222: 二'])
  })

  it('may be a text beyond all measure, whose end is dropped', async () => {
    const entries = await read(
      group(`2026-10-12 6:42:10 甲(11111)\n${'长文\n'.repeat(90_000)}`, '2026-10-12 6:43:10 乙(22222)\n二'),
    )
    expect(broken(entries).map((each) => each.split(' ')[1])).toEqual(['too_long'])
    expect(said(entries)[1]).toBe('22222: 二')
    expect(messages(entries)[0]!.text.length).toBeLessThan(200_001)
  })
})
