import { afterEach, describe, expect, it } from '@jest/globals'
import { sessionOpener } from '../../../bots/wechat/session.js'
import { createEars } from '../../channels/ears.js'
import { until } from '../../channels/until.js'
import { createGateway, TOKEN } from '../../kit/wechat/gateway.js'
import { createGroupPuppet, ROOM, TYPE } from '../../kit/wechat/group-puppet.js'
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

  it('takes back its own words by the id of the receipt, and nobody else’s', async () => {
    const ears = createEars()
    stage = await startStage(ears.sink)
    const { puppet, channel } = stage
    const room = { id: ROOM, kind: 'group' as const }
    const said = await channel.deliver({ type: 'say', room, text: '说错了' })
    const messageId = said.outcome === 'sent' ? (said.messageId ?? '') : ''
    expect(await channel.deliver({ type: 'recall', room, messageId })).toEqual({ outcome: 'sent' })
    expect(puppet.gone.has(messageId)).toBe(true)
    const theirs = puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: '广告' } as never)
    expect(await channel.deliver({ type: 'recall', room, messageId: theirs })).toEqual({
      outcome: 'not_sent',
      reason: 'not_own_message',
      retry: false,
    })
  })

  it('lives with a puppet that knows no ids, no notices and no mentions', async () => {
    stage = await startStage(async () => {}, { PUPPET: 'wechat4u' })
    const { puppet, channel } = stage
    puppet.answersIds = false
    const room = { id: ROOM, kind: 'group' as const }
    const text = '@阿丽 你好'
    expect(await channel.deliver({ type: 'say', room, text, mentions: ['wxid_alice'] })).toEqual({ outcome: 'sent' })
    expect(puppet.sent.at(-1)).toMatchObject({ text, mentions: [] })
    expect(await channel.deliver({ type: 'announce', room, text: '公告' })).toMatchObject({ reason: 'not_supported' })
    expect(puppet.notices).toEqual([])
  })

  it('accepts friends and invitations only where it was told to, and tells who else asks', async () => {
    for (const answer of ['no', 'yes']) {
      const ears = createEars()
      stage = await startStage(ears.sink, { ACCEPT_FRIENDS: answer, ACCEPT_INVITES: answer })
      const { puppet } = stage
      puppet.emit('friendship', { friendshipId: 'friend-1' })
      puppet.emit('room-invite', { roomInvitationId: 'room-1' })
      puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: '然后' } as never)
      await ears.hearsText('然后')
      const wanted = answer === 'yes' ? ['friend-1', 'room-1'] : []
      await until(() => puppet.accepted.length >= wanted.length, 'accepted')
      expect([...puppet.accepted].sort()).toEqual(wanted)
      const asked = { sender: { id: 'wxid_alice', nickname: '阿丽' }, words: '我是车主' }
      if (answer === 'no') {
        expect(await ears.hears('friendRequest')).toMatchObject(asked)
        expect(await ears.hears('invitation')).toMatchObject({ request: 'room-1', group: { name: '追风二群' } })
      } else expect(ears.events.some(({ type }) => type !== 'message')).toBe(false)
      await stage.close()
      stage = undefined
    }
  })

  it('hands messages on in the order in which they came, however slow a look-up is', async () => {
    const ears = createEars()
    stage = await startStage(ears.sink)
    const { puppet } = stage
    const load = puppet.contactRawPayload.bind(puppet)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    puppet.contactRawPayload = async (id) => {
      if (id === 'wxid_bob') await held
      return load(id)
    }
    puppet.hears({ talkerId: 'wxid_bob', roomId: ROOM, text: '慢的先说' } as never)
    const second = puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: '快的后说' } as never)
    await until(() => puppet.calls.includes(`message ${second}`), 'the second is asked for')
    expect(ears.events).toEqual([])
    release()
    await ears.hearsText('快的后说')
    expect(ears.events.map((event) => event.type === 'message' && event.text)).toEqual(['慢的先说', '快的后说'])
  })

  it('finds out who came and went while the gateway was away', async () => {
    const ears = createEars()
    stage = await startStage(ears.sink)
    const { puppet, gateway, channel } = stage
    puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: '大家好' } as never)
    await ears.hearsText('大家好')
    await until(() => puppet.calls.filter((call) => call === 'members').length >= 4, 'a first look')
    await gateway.down()
    puppet.mocker.createContact({ id: 'wxid_late', name: '夜里来的', alias: '' })
    puppet.room.memberIdList = ['wxid_owner', 'wxid_alice', 'wxid_late', 'wxid_bot']
    await gateway.up()
    await until(() => channel.state() === 'online', 'online')
    expect(await ears.hears('join')).toMatchObject({ sender: { id: 'wxid_late', nickname: '夜里来的' } })
    expect(await ears.hears('leave')).toMatchObject({ sender: { id: 'wxid_bob', card: '追风车主小波' } })
  })

  it('survives that the gateway goes while its memory of a room is cleared', async () => {
    const puppet = createGroupPuppet()
    const gateway = await createGateway(puppet)
    await gateway.up()
    const frames: string[] = []
    const errors: string[] = []
    const session = await sessionOpener({ ENDPOINT: gateway.endpoint, TOKEN })({
      onFrame: ({ name }) => frames.push(name),
      onBadFrame: () => {},
      onError: (error) => errors.push(String(error)),
      onStreamEnd: () => {},
    })
    await session.start()
    await until(() => frames.includes('login'), 'logged in')
    await gateway.down()
    void session.puppet.roomPayloadDirty(ROOM)
    await until(() => errors.some((error) => error.includes('UNAVAILABLE')), 'the error is told')
    await session.stop()
  })

  it('says that its token is refused', async () => {
    stage = await createStage({ TOKEN: 'insecure_another' })
    await stage.channel.start(async () => {})
    await until(() => stage?.channel.status().problem === 'token_refused', 'refused')
    expect(stage.channel.state()).toBe('offline')
  })
})
