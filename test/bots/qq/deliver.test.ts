import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { GROUP } from '../../channels/qq-harness.js'
import { until } from '../../channels/until.js'
import { Trouble } from '../../kit/onebot/index.js'
import { createScene } from './scene.js'

const room = { id: String(GROUP), kind: 'group' as const }
let scene: ReturnType<typeof createScene>
beforeEach(() => {
  scene = createScene()
})
afterEach(() => scene.end())

describe('deliveries over QQ', () => {
  it('never say again what QQ may be holding back', async () => {
    const { server, channel } = await scene.online()
    const words = 'Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg'
    server.faults.trouble = { action: /^send_/, after: 0, trouble: new Trouble('timeout', words) }
    expect(await channel.deliver({ type: 'say', room, text: '在' })).toEqual({
      outcome: 'unknown',
      reason: 'risk_control',
    })
  })

  it('end unknown when no answer comes in time, and a late answer disturbs nobody', async () => {
    const waits: (() => void)[] = []
    const { server, channel } = await scene.online({}, (ms, run) => {
      if (ms === 15_000) waits.push(run)
      const timer = setTimeout(run, ms < 10_000 ? ms / 50 : ms)
      return () => clearTimeout(timer)
    })
    server.faults.latencyMs = 50
    const asked = () => server.log.filter((each) => each.action === 'send_group_msg').length
    const first = channel.deliver({ type: 'say', room, text: '一' })
    await until(() => asked() === 1, 'the call')
    waits.at(-1)?.()
    expect(await first).toEqual({ outcome: 'unknown', reason: 'no_answer' })
    expect(await channel.deliver({ type: 'say', room, text: '二' })).toMatchObject({ outcome: 'sent' })
  })

  it('keep answers apart that come in another order', async () => {
    const { server, channel } = await scene.online()
    server.faults.latencyMs = 40
    const slow = channel.deliver({ type: 'say', room, text: '慢' })
    await until(() => server.log.some((each) => each.action === 'send_group_msg'), 'the slow call')
    delete server.faults.latencyMs
    const quick = await channel.deliver({ type: 'say', room, text: '快' })
    const said = (words: string) =>
      [...scene.world.messages.values()].find(({ message }) => message[0]?.data.text === words)?.message_id
    expect(quick).toEqual({ outcome: 'sent', messageId: String(said('快')) })
    expect(await slow).toEqual({ outcome: 'sent', messageId: String(said('慢')) })
  })

  it('say a notice as a message where notices do not exist, and stop to declare them', async () => {
    const { channel } = await scene.online({ dialect: 'spec' })
    expect(channel.capabilities.has('announce')).toBe(true)
    for (const text of ['第一条', '第二条'])
      expect(await channel.deliver({ type: 'announce', room, text })).toMatchObject({
        outcome: 'sent',
        messageId: expect.any(String),
      })
    expect(channel.capabilities.has('announce')).toBe(false)
    expect([...scene.world.messages.values()].map(({ message }) => message[0]?.data.text)).toEqual(['第一条', '第二条'])
  })

  it('find the reason in the roster when the implementation gives none', async () => {
    const { channel } = await scene.online({ dialect: 'spec' })
    expect(await channel.deliver({ type: 'mute', room, person: '20001', seconds: 60 })).toEqual({
      outcome: 'not_sent',
      reason: 'not_admin',
      retry: false,
    })
    expect(await channel.deliver({ type: 'mute', room, person: '404404', seconds: 60 })).toMatchObject({
      reason: 'refused_-1',
    })
  })

  it('go to who is no friend through the group that both are in', async () => {
    const { server, channel } = await scene.online()
    await channel.deliver({ type: 'say', room: { id: '20002', kind: 'private' }, text: '私下' })
    expect(server.log.at(-1)).toMatchObject({
      action: 'send_private_msg',
      params: { user_id: 20_002, group_id: GROUP },
    })
  })

  it('cannot take back what the implementation has forgotten, and leave it to a person', async () => {
    const { channel } = await scene.online()
    expect(await channel.deliver({ type: 'recall', room, messageId: '123' })).toEqual({
      outcome: 'not_sent',
      reason: 'too_late_to_recall',
      retry: false,
    })
    expect(await channel.deliver({ type: 'recall', room, messageId: 'join:1:2' })).toMatchObject({
      reason: 'unknown_message',
    })
  })
})
