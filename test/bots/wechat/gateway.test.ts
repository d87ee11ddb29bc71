import { afterEach, describe, expect, it } from '@jest/globals'
import { createEars } from '../../channels/ears.js'
import { until } from '../../channels/until.js'
import { ROOM, TYPE } from '../../kit/wechat/group-puppet.js'
import { createStage, type Stage, startStage } from '../../kit/wechat/harness.js'

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

describe('a session through a real gateway', () => {
  it('goes through the scan of a code, the login, and the end of the session', async () => {
    const codes: string[] = []
    const states: string[] = []
    stage = await createStage({}, { onScan: ({ text }) => codes.push(text) })
    const { channel, puppet } = stage
    channel.onStatus(({ state }) => states.push(state))
    puppet.hasSession = false
    await channel.start(async () => {})
    await until(() => channel.state() === 'waiting_for_scan', 'a code')
    expect(codes).toEqual(['https://login.weixin.qq.com/l/code-1'])
    puppet.emit('scan', { qrcode: '', status: 3 })
    await until(() => channel.status().qr?.scanned, 'scanned')
    puppet.logsIn()
    await until(() => channel.state() === 'online', 'online')
    expect(channel.status().qr).toBeUndefined()
    await puppet.expires()
    await until(() => channel.state() === 'offline', 'expired')
    expect(channel.status().problem).toBe('logged_out')
    puppet.emit('scan', { qrcode: 'again', status: 2 })
    await until(() => channel.state() === 'waiting_for_scan', 'a new code')
    expect([...new Set(states)]).toEqual(['connecting', 'waiting_for_scan', 'online', 'offline'])
  })

  it('hears again soon after the gateway was away', async () => {
    const ears = createEars()
    stage = await startStage(ears.sink)
    const { puppet, gateway, channel } = stage
    for (const round of [1, 2]) {
      await gateway.down()
      await until(() => channel.state() !== 'online', 'offline')
      puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: `没人听见${round}` })
      await gateway.up()
      await until(() => channel.state() === 'online', 'online')
      puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: `又能听见了${round}` })
      await ears.hearsText(`又能听见了${round}`)
    }
  })

  it('takes pictures, files and cards in as placeholders', async () => {
    const ears = createEars()
    stage = await startStage(ears.sink)
    const { puppet } = stage
    const say = (type: number, more = {}) =>
      puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, type, text: '<xml/>', ...more } as never)
    say(TYPE.image)
    say(TYPE.file, { filename: '保养手册.pdf' })
    const link = say(TYPE.link)
    say(TYPE.note)
    say(TYPE.emoticon)
    await ears.hearsText('[表情]')
    const heard = ears.events.flatMap((event) => (event.type === 'message' ? [[event.text, event.attachments]] : []))
    expect(heard).toEqual([
      ['[图片]', [{ kind: 'image' }]],
      ['[文件] 保养手册.pdf', [{ kind: 'file', name: '保养手册.pdf' }]],
      [`[链接] mock title for ${link}`, [expect.objectContaining({ kind: 'link', url: 'https://mock.url' })]],
      ['[表情]', undefined],
    ])
  })
})
