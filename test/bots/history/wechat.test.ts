import { describe, expect, it } from '@jest/globals'
import { broken, messages, read, said, system } from './read.js'

const noon = Date.parse('2026-10-12T12:00:00+08:00')

describe('a WeChat history as CSV', () => {
  it.each([
    ['Chinese names', '时间,发送者,微信号,类型,内容,群聊', '2026-10-12 12:00:00,阿木,wxid_amu,文本,早,星澜群'],
    ['English names', 'Time,Sender Name,Sender ID,Type,Content,Room', '1791777600,阿木,wxid_amu,1,早,星澜群'],
    ['epoch ms', 'timestamp,nickname,wxid,msg_type,message,room_name', '1791777600000,阿木,wxid_amu,text,早,星澜群'],
    ['ISO times', 'time,name,sender_id,type,text,group', '2026-10-12T04:00:00Z,阿木,wxid_amu,text,早,星澜群'],
    [
      'quoted cells',
      '"时间","发送者","微信号","内容","群聊"',
      '"2026/10/12 下午12:00:00","阿木","wxid_amu","早","星澜群"',
    ],
    ['tabs', '时间\t发送者\t微信号\t内容\t群聊', '2026-10-12 12:00\t阿木\twxid_amu\t早\t星澜群'],
    ['semicolons', '时间;发送者;微信号;内容;群聊', '2026-10-12 12:00;阿木;wxid_amu;早;星澜群'],
    [
      'the columns of MemoTrace',
      'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender,Room',
      '1,2,1,0,0,1791777600,,早,2026-10-12 12:00:00,木木,阿木,wxid_amu,星澜群',
    ],
  ])('is read with %s', async (_, header, row) => {
    const [entry] = messages(await read(`${header}\r\n${row}\r\n`))
    expect(entry).toMatchObject({
      at: noon,
      line: 2,
      text: '早',
      sender: { id: 'wxid_amu', name: '阿木' },
      room: { title: '星澜群', kind: 'group' },
    })
  })

  it('is read in UTF-16 and with a BOM', async () => {
    const text = '\ufeff时间,发送者,内容\r\n2026-10-12 12:00:00,阿木,早\r\n'
    expect(said(await read(text))).toEqual(['阿木: 早'])
    expect(said(await read(Buffer.from(text, 'utf16le')))).toEqual(['阿木: 早'])
  })

  it('is read in GB18030', async () => {
    const bytes = Buffer.concat([
      Buffer.from([
        0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xb7, 0xa2, 0xcb, 0xcd, 0xd5, 0xdf, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a,
      ]),
      Buffer.from('2026-10-12 12:00:00,amu,'),
      Buffer.from([0xd4, 0xe7, 0x0a]),
    ])
    expect(said(await read(bytes))).toEqual(['amu: 早'])
  })

  it('takes other column names when it is told them', async () => {
    const text = '何时,谁,说了啥\n2026-10-12 12:00:00,阿木,早\n'
    const columns = { time: '何时', sender: '谁', content: '说了啥' }
    expect(said(await read(text, { columns }))).toEqual(['阿木: 早'])
    await expect(read(text)).rejects.toMatchObject({ reason: 'no_columns' })
  })

  it('keeps commas, quotes and line ends inside a cell, and counts lines over them', async () => {
    const row = (text: string) => `2026-10-12 12:00:00,阿木,"${text}"\n`
    const entries = await read(
      `时间,发送者,内容\n${row('一,"" 二\n三')}${row('四')}2026-10-12 99:00:00,阿木,五\n${row('六')}`,
    )
    expect(said(entries)).toEqual(['阿木: 一," 二\n三', '阿木: 四', '阿木: 六'])
    expect(messages(entries).map((e) => e.line)).toEqual([2, 4, 6])
    expect(broken(entries)).toEqual(['5 bad_time'])
  })

  it('stays a table when members paste QQ headers into it', async () => {
    const pasted = '2026-10-12 6:42:10 甲(11111)\n一\n\n2026-10-12 6:43:10 乙(22222)\n二'
    const entries = await read(`时间,发送者,内容\n2026-10-12 12:00:00,阿木,"${pasted}"\n`)
    expect(said(entries)).toEqual([`阿木: ${pasted}`])
  })

  it('survives a lost quote', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `2026-10-12 12:00:${10 + i},阿木,第${i}句`)
    rows[20] = '2026-10-12 12:00:30,阿木,说"半句'
    expect(said(await read(`时间,发送者,内容\n${rows.join('\n')}\n`))).toHaveLength(50)
  })

  it.each([
    ['3', '<?xml version="1.0"?><msg><img aeskey="1"/></msg>', '[图片]'],
    ['图片', '', '[图片]'],
    ['34', '<msg><voicemsg /></msg>', '[语音]'],
    ['47', '<msg><emoji md5="1"/></msg>', '[表情]'],
    ['49', '<msg><appmsg><title>国庆自驾 &amp; 露营</title></appmsg></msg>', '[链接] 国庆自驾 & 露营'],
    ['49', '<msg><appmsg><title>我也去</title><refermsg><content>谁去</content></refermsg></appmsg></msg>', '我也去'],
    ['1', '[图片]', '[图片]'],
    ['文本', 'a<b 且 b>c', 'a<b 且 b>c'],
  ])('says in words what type %s holds: %s', async (type, content, text) => {
    const cell = `"${content.replaceAll('"', '""')}"`
    expect(said(await read(`时间,发送者,类型,内容\n2026-10-12 12:00:00,阿木,${type},${cell}\n`))).toEqual([
      `阿木: ${text}`,
    ])
  })

  it('has system rows by number, by word, or by having no sender', async () => {
    const revoke =
      '<sysmsg type=""revokemsg""><revokemsg><replacemsg><![CDATA[""阿木"" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>'
    const entries = await read(
      '时间,发送者,类型,内容\n' +
        '2026-10-12 12:00:00,,10000,"""老周""邀请""阿木、阿林""加入了群聊"\n' +
        '2026-10-12 12:00:01,系统,系统消息,"你将""阿林""移出了群聊"\n' +
        `2026-10-12 12:00:02,,10002,"${revoke}"\n` +
        '2026-10-12 12:00:03,,,"""阿森"" 撤回了一条消息"\n',
    )
    expect(system(entries).map((e) => [e.kind, e.name, e.by])).toEqual([
      ['join', '阿木', '老周'],
      ['join', '阿林', '老周'],
      ['kick', '阿林', '你'],
      ['recall', '阿木', undefined],
      ['recall', '阿森', undefined],
    ])
    expect(broken(entries)).toEqual([])
  })

  it('prefers the card of the group to the nickname, and the nickname to the remark', async () => {
    const entries = await read(
      '时间,微信号,昵称,备注,群昵称,内容\n2026-10-12 12:00:00,wxid_a,木,老木,星澜-阿木,早\n2026-10-12 12:00:00,wxid_b,林,老林,,早\n2026-10-12 12:00:00,wxid_c,,老森,,早\n',
    )
    expect(messages(entries).map((e) => e.sender.name)).toEqual(['星澜-阿木', '林', '老森'])
  })
})

describe('a WeChat history as JSON', () => {
  const record = (text: string, second = 0) =>
    JSON.stringify({
      time: noon / 1000 + second,
      wxid: 'wxid_amu',
      nickname: '阿木',
      type: 1,
      content: text,
      room: '星澜群',
    })

  it.each([
    ['lines', `${record('一')}\n${record('二', 1)}\n`],
    ['an array, one object a line', `[\n${record('一')},\n${record('二', 1)}\n]`],
    ['an array in one line', `[${record('一')},${record('二', 1)}]`],
    ['an indented array', JSON.stringify([JSON.parse(record('一')), JSON.parse(record('二', 1))], null, 2)],
  ])('is read as %s', async (_, text) => {
    const entries = await read(text)
    expect(said(entries)).toEqual(['wxid_amu: 一', 'wxid_amu: 二'])
    expect(messages(entries)[0]).toMatchObject({ at: noon, sender: { name: '阿木' }, room: { title: '星澜群' } })
  })

  it('loses a damaged line and nothing else', async () => {
    const lines = [
      record('一'),
      record('坏').slice(0, -9),
      record('二', 1),
      'oops',
      record('坏').replace('坏', '"'),
      record('三{"', 2),
      '{"time":"never","wxid":"x","content":"y"}',
      `${record('四', 3)}`,
    ]
    for (const text of [lines.join('\n'), `[\n${lines.join(',\n')}\n]`]) {
      const entries = await read(text)
      expect(said(entries)).toEqual(['wxid_amu: 一', 'wxid_amu: 二', 'wxid_amu: 三{"', 'wxid_amu: 四'])
      const first = text.startsWith('[') ? 1 : 0
      expect(broken(entries)).toEqual([2, 4, 5].map((n) => `${n + first} bad_json`).concat(`${7 + first} bad_time`))
    }
  })

  it('is read from raw database rows, whose sender stands in the content', async () => {
    const raw = `{"createTime":${noon / 1000},"sender":"","type":1,"content":"wxid_amu:\\n早"}`
    expect(said(await read(raw))).toEqual(['wxid_amu: 早'])
  })
})
