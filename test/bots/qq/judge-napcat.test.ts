import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { NCWebsocket, Structs } from 'node-napcat-ts'
import { until } from '../../channels/until.js'
import { createOneBotServer, createOneBotWorld, type OneBotServer, Trouble } from '../../kit/onebot/index.js'

const SELF = 10_001
const GROUP = 700_001

function furnish() {
  const world = createOneBotWorld({ user_id: SELF, nickname: '车友管家' }, () => Date.UTC(2026, 8, 1, 2))
  world.addGroup(GROUP, '追风车友群')
  world.addMember(GROUP, { user_id: 1, nickname: '店长', role: 'owner' })
  world.addMember(GROUP, { user_id: 2, nickname: '爱丽', card: '沪A-爱丽' })
  return world
}

/** A typed client of NapCat that others wrote, against the test server in NapCat's dialect. */
describe('node-napcat-ts takes the test server for NapCat', () => {
  let world: ReturnType<typeof furnish>
  let server: OneBotServer
  let client: NCWebsocket
  /** Everything that the client understood, by its own names. */
  let heard: { name: string; event: Record<string, unknown> }[]

  beforeEach(async () => {
    world = furnish()
    server = createOneBotServer(world, { dialect: 'napcat', token: 'secret', listen: { port: 0 } })
    await server.start()
    client = new NCWebsocket({
      baseUrl: `ws://127.0.0.1:${server.port}`,
      accessToken: 'secret',
      apiTimeout: 2_000,
      reconnection: { enable: true, attempts: 20, delay: 20 },
    })
    heard = []
    for (const name of NAMES)
      client.on(name, (event: object) => void heard.push({ name, event: event as Record<string, unknown> }))
    await client.connect()
    await hears('meta_event.lifecycle')
  })
  afterEach(async () => {
    await client.disconnect()
    await server.close()
  })
  const NAMES = [
    'meta_event.lifecycle',
    'meta_event.heartbeat',
    'message.group.normal',
    'message.private',
    'notice.group_increase',
    'notice.group_decrease',
    'notice.group_card',
    'notice.group_ban',
    'notice.group_recall',
    'request.group.add',
    'socket.error',
  ] as const
  const hears = (name: (typeof NAMES)[number], fits: (event: Record<string, unknown>) => boolean = () => true) =>
    until(() => heard.find((each) => each.name === name && fits(each.event))?.event, name)

  it('hears what happens', async () => {
    const { message_id } = world.says(2, [{ type: 'text', data: { text: 'a & [b] 你好' } }], { group: GROUP })
    expect(await hears('message.group.normal')).toMatchObject({
      message_id,
      user_id: 2,
      message: [{ type: 'text', data: { text: 'a & [b] 你好' } }],
      raw_message: 'a & [b] 你好',
      sender: { card: '沪A-爱丽', role: 'member' },
    })
    world.joins(GROUP, { user_id: 3, nickname: '新人' }, 2)
    expect(await hears('notice.group_increase')).toMatchObject({ user_id: 3, operator_id: 2, sub_type: 'invite' })
    world.setsCard(GROUP, 3, '沪B-新人')
    expect(await hears('notice.group_card')).toMatchObject({ card_new: '沪B-新人', card_old: '' })
    world.mute(GROUP, 3, 1, 60)
    expect(await hears('notice.group_ban')).toMatchObject({ duration: 60 })
    world.recall(message_id, 2)
    expect(await hears('notice.group_recall')).toMatchObject({ message_id })
    world.leaves(GROUP, 3)
    expect(await hears('notice.group_decrease')).toMatchObject({ sub_type: 'leave', user_id: 3 })
    const { flag } = world.asksIn(GROUP, 4, '想进来', '沪A12345')
    expect(await hears('request.group.add')).toMatchObject({ flag, comment: '沪A12345' })
    server.setAccountOnline(false)
    expect(await hears('meta_event.heartbeat')).toMatchObject({ status: { online: false } })
  })

  it('speaks and acts, and sees what came of it', async () => {
    const { message_id } = await client.send_group_msg({
      group_id: GROUP,
      message: [Structs.text('大家好'), Structs.at(2)],
    })
    expect(world.messages.get(message_id)?.message).toMatchObject([
      { data: { text: '大家好' } },
      { type: 'at', data: { qq: '2' } },
    ])
    await client.delete_msg({ message_id })
    expect(world.messages.get(message_id)?.recalled).toBe(true)
    await client.set_group_ban({ group_id: GROUP, user_id: 2, duration: 60 })
    expect(world.member(GROUP, 2).shut_up_timestamp).toBe(world.seconds() + 60)
    await client.set_group_card({ group_id: GROUP, user_id: 2, card: '追风车主爱丽' })
    const members = await client.get_group_member_list({ group_id: GROUP, no_cache: true })
    expect(members.find((each) => each.user_id === 2)).toMatchObject({ card: '追风车主爱丽', role: 'member' })
    await client._send_group_notice({ group_id: GROUP, content: '周六集合' } as never)
    expect(world.group(GROUP).notices).toEqual(['周六集合'])
    const { flag } = world.asksIn(GROUP, 4, '想进来', '沪A12345')
    const { join_requests } = await client.get_group_system_msg()
    expect(join_requests.map((each) => String(each.request_id))).toEqual([flag])
    await client.set_group_add_request({ flag, approve: true } as never)
    await client.set_group_kick({ group_id: GROUP, user_id: 4 })
    expect(world.group(GROUP).members.has(4)).toBe(false)
    expect(await client.get_login_info()).toEqual({ user_id: SELF, nickname: '车友管家' })
  })

  it('gets refusals as NapCat words them', async () => {
    await expect(client.set_group_kick({ group_id: GROUP, user_id: 1 })).rejects.toMatchObject({
      retcode: 1200,
      message: 'cannot ban owner',
    })
    await expect(client.delete_msg({ message_id: 12345 })).rejects.toMatchObject({
      retcode: 1200,
      message: 'Recall failed',
    })
    const words = 'Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg'
    server.faults.trouble = { action: /^send_/, after: 0, trouble: new Trouble('timeout', words) }
    const said = client.send_group_msg({ group_id: GROUP, message: [Structs.text('在')] })
    await expect(said).rejects.toMatchObject({ retcode: 1200, message: words })
  })

  it('comes back after the connection was lost', async () => {
    const before = heard.filter((each) => each.name === 'meta_event.lifecycle').length
    server.cut()
    await until(() => heard.filter((each) => each.name === 'meta_event.lifecycle').length > before, 'a second greeting')
    world.says(2, [{ type: 'text', data: { text: '还在' } }], { group: GROUP })
    await hears('message.group.normal', (event) => event.raw_message === '还在')
  })

  it('is let in with a wrong token, told so, and thrown out', async () => {
    const stranger = new NCWebsocket({
      baseUrl: `ws://127.0.0.1:${server.port}`,
      accessToken: 'wrong',
      reconnection: { enable: false },
    })
    let closed = false
    stranger.on('socket.close', () => {
      closed = true
    })
    await stranger.connect()
    await until(() => closed, 'the door')
    expect(server.sockets).toBe(1)
  })
})
