import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { GROUP } from '../../channels/qq-harness.js'
import { until } from '../../channels/until.js'
import { createScene } from './scene.js'

const [owner, alice, bob] = [20_001, 20_002, 20_003]
let scene: ReturnType<typeof createScene>
beforeEach(() => {
  scene = createScene()
})
afterEach(() => scene.end())

describe('what happened while nobody listened', () => {
  it('is told after the reconnect: who came, who went, new cards, requests', async () => {
    const { world, ears, clock } = scene
    const { server, channel } = await scene.online()
    expect(ears.events).toEqual([])
    await server.stop()
    await until(() => channel.state() !== 'online', 'the loss')
    clock.advance(3_600_000)
    world.joins(GROUP, { user_id: 31, nickname: '新来的', card: '沪A-新来的' })
    world.leaves(GROUP, bob)
    world.setsCard(GROUP, alice, '沪A-爱丽 极光')
    const request = world.asksIn(GROUP, 32, '想进来', '沪A12345')
    clock.advance(60_000)
    await server.start()
    const joined = await ears.hears('join')
    expect(joined).toMatchObject({
      sender: { id: '31', nickname: '新来的', card: '沪A-新来的' },
      at: clock.now() - 60_000,
    })
    expect(await ears.hears('leave')).toMatchObject({ sender: { id: String(bob), nickname: '小波' } })
    expect(await ears.hears('card')).toMatchObject({ sender: { card: '沪A-爱丽 极光' }, oldCard: '沪A-爱丽 远航' })
    expect(await ears.hears('joinRequest')).toMatchObject({
      request: request.flag,
      answer: '沪A12345',
      sender: { nickname: '想进来' },
    })
    expect(ears.events).toHaveLength(4)
  })

  it('is told of groups that took us in, lost us or asked us in', async () => {
    const { world, ears, clock } = scene
    world.bringsUs(GROUP + 1, '旧群', owner)
    const { server, channel } = await scene.online()
    await server.stop()
    await until(() => channel.state() !== 'online', 'the loss')
    clock.advance(3_600_000)
    world.losesUs(GROUP + 1, 'kick_me', owner)
    world.bringsUs(GROUP + 2, '新群', owner)
    const { flag } = world.invitesUs(GROUP + 3, '第三个群', alice)
    await server.start()
    const unknown = { sender: { id: channel.account } }
    expect(await ears.hears('botLeft')).toMatchObject({ room: { id: String(GROUP + 1), name: '旧群' }, ...unknown })
    expect(await ears.hears('botJoined')).toMatchObject({ room: { id: String(GROUP + 2), name: '新群' }, ...unknown })
    const group = { id: String(GROUP + 3), name: '第三个群' }
    expect(await ears.hears('invitation')).toMatchObject({ sender: { id: String(alice) }, request: flag, group })
  })

  it('is told once, however often the connection is lost', async () => {
    const { world, ears } = scene
    const { server, channel } = await scene.online()
    const request = world.asksIn(GROUP, 32, '想进来', '沪A12345')
    await ears.hears('joinRequest')
    world.joins(GROUP, { user_id: 31, nickname: '新来的' }, alice)
    await ears.hears('join')
    for (let round = 0; round < 2; round++) {
      const lists = () => server.log.filter((each) => each.action === 'get_group_system_msg').length
      const before = lists()
      server.cut()
      await until(() => channel.state() === 'online' && lists() > before, 'the lists')
    }
    world.says(owner, [{ type: 'text', data: { text: '好了' } }], { group: GROUP })
    await ears.hearsText('好了')
    expect(ears.events.map((event) => event.type)).toEqual(['joinRequest', 'join', 'message'])
    expect(request.checked).toBe(false)
  })

  it('does not take a half-loaded list for an exodus', async () => {
    const { world, ears } = scene
    const { server } = await scene.online()
    const all = new Map(world.group(GROUP).members)
    await server.stop()
    world.group(GROUP).members.clear()
    await server.start()
    await until(() => server.log.filter((each) => each.action === 'get_group_member_list').length > 1, 'the list')
    for (const [id, member] of all) world.group(GROUP).members.set(id, member)
    world.says(alice, [{ type: 'text', data: { text: '都在' } }], { group: GROUP })
    await ears.hearsText('都在')
    expect(ears.events.map((event) => event.type)).toEqual(['message'])
  })
})

describe('a card that was changed in silence', () => {
  it('is found by the poll, and not told again when the member speaks', async () => {
    const { world, ears } = scene
    let poll: (() => void) | undefined
    const { server } = await scene.online({}, (ms, run) => {
      if (ms === 15 * 60_000) poll = run
      const timer = setTimeout(run, ms < 10_000 ? ms / 50 : ms)
      return () => clearTimeout(timer)
    })
    await until(() => poll !== undefined, 'the poll')
    // QQ says nothing of it yet.
    world.member(GROUP, bob).card = '沪C-小波'
    poll?.()
    expect(await ears.hears('card')).toMatchObject({ sender: { id: String(bob), card: '沪C-小波' } })
    world.tell({
      post_type: 'notice',
      notice_type: 'group_card',
      group_id: GROUP,
      user_id: bob,
      card_new: '沪C-小波',
      card_old: '',
    })
    world.says(bob, [{ type: 'text', data: { text: '改好了' } }], { group: GROUP })
    await ears.hearsText('改好了')
    expect(ears.events.filter((event) => event.type === 'card')).toHaveLength(1)
    expect(server.sockets).toBe(1)
  })
})
