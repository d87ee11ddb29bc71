import { afterEach, describe, expect, it } from '@jest/globals'
import { closeAll, createHarnessApp } from './harness.js'

afterEach(closeAll)

describe('talking through the API', () => {
  it('shows rooms with their members and whom one can be', async () => {
    const { call } = await createHarnessApp()
    const { status, body } = await call('GET', '/sandbox/state')
    expect(status).toBe(200)
    expect(body.bot).toBe('cheyou')
    expect(body.rooms).toMatchObject([{ id: 'owners', purpose: 'owners' }])
    expect(body.rooms[0].members).toContainEqual({ person: 'zhang', role: 'member', card: '沪A-张三-远航' })
    expect(body.people).toContainEqual({ id: 'boss', nickname: '店长老郑', title: '店长' })
  })

  it('answers a post when the bot has taken it in', async () => {
    const { call, sink } = await createHarnessApp()
    const { status, body } = await call('POST', '/sandbox/rooms/owners/posts', {
      as: 'zhang',
      text: '@车友管家 保养要预约吗',
      mentions: ['cheyou'],
      clientId: 'c1',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ taken: true, post: { from: { id: 'zhang' }, mentions: ['cheyou'] } })
    expect(sink.events).toMatchObject([{ id: body.post.id, text: '@车友管家 保养要预约吗' }])
  })

  it('makes one post of a request that was sent twice', async () => {
    const { call, sink } = await createHarnessApp()
    const send = () => call('POST', '/sandbox/rooms/owners/posts', { as: 'zhang', text: '报名', clientId: 'c1' })
    const [first, second] = await Promise.all([send(), send()])
    expect(second.body.post.id).toBe(first.body.post.id)
    expect((await call('GET', '/sandbox/rooms/owners/posts')).body.posts).toHaveLength(1)
    expect(sink.events).toHaveLength(1)
  })

  it('says that the bot is away, and keeps the post', async () => {
    const { call, channel, sink } = await createHarnessApp()
    channel.setOnline(false)
    const { body } = await call('POST', '/sandbox/rooms/owners/posts', { as: 'zhang', text: '在吗' })
    expect(body.taken).toBe(false)
    channel.setOnline(true)
    await channel.taken(body.post.id)
    expect(sink.events).toHaveLength(1)
  })

  it('passes the platform’s refusal on with its code', async () => {
    const { call, world, clock } = await createHarnessApp()
    const until = clock.now() + 60_000
    world.mute('owners', 'li', 'cheyou', until)
    const say = (room: string, as: string) => call('POST', `/sandbox/rooms/${room}/posts`, { as, text: '喂' })
    expect(await say('owners', 'li')).toMatchObject({ status: 403, body: { code: 'muted', until } })
    expect(await say('nowhere', 'li')).toMatchObject({ status: 404, body: { code: 'unknown_room' } })
    expect(await say('zhang', 'li')).toMatchObject({ status: 403, body: { code: 'not_a_member' } })
  })

  it.each([
    ['a post without words', '/sandbox/rooms/owners/posts', { as: 'zhang' }],
    ['a post that is too long', '/sandbox/rooms/owners/posts', { as: 'zhang', text: '长'.repeat(5000) }],
    ['mentions that are no list', '/sandbox/rooms/owners/posts', { as: 'zhang', text: '喂', mentions: 'cheyou' }],
    ['a newcomer without a name', '/sandbox/people', { nickname: '   ' }],
    ['a press of nothing', '/sandbox/posts/1/press', { as: 'zhang' }],
    ['a card of nothing', '/sandbox/people/zhang/card', {}],
  ])('refuses %s and says where', async (_what, url, payload) => {
    const { call, sink } = await createHarnessApp()
    const { status, body } = await call('POST', url, payload)
    expect(status).toBe(400)
    expect(body).toEqual({ code: 'input_invalid', message: expect.stringMatching(/^\/\w+: /) })
    expect(sink.events).toEqual([])
  })

  it('refuses what is no JSON, and too much of it', async () => {
    const { ask } = await createHarnessApp()
    const send = (body: string, type: string) =>
      ask('/api/sandbox/rooms/owners/posts', { method: 'POST', headers: { 'content-type': type }, body })
    expect((await send('{"as":', 'application/json')).status).toBe(400)
    expect((await send('{"as":"zhang","text":"喂"}', 'text/plain')).status).toBe(415)
    expect((await send(`{"as":"${'a'.repeat(70_000)}"}`, 'application/json')).status).toBe(413)
  })

  it('pages through the history', async () => {
    const { call, world } = await createHarnessApp()
    for (const text of ['一', '二', '三']) world.post('owners', 'zhang', text)
    const newest = (await call('GET', '/sandbox/rooms/owners/posts?limit=2')).body.posts
    expect(newest.map(({ text }: { text: string }) => text)).toEqual(['二', '三'])
    const older = (await call('GET', `/sandbox/rooms/owners/posts?limit=2&before=${newest[0].id}`)).body.posts
    expect(older.map(({ text }: { text: string }) => text)).toEqual(['一'])
    expect((await call('GET', '/sandbox/rooms/owners/posts?limit=0')).status).toBe(400)
  })
})

describe('people', () => {
  it('come, change their card, leave and come back, and the bot hears of it', async () => {
    const { call, sink, world } = await createHarnessApp()
    const { body } = await call('POST', '/sandbox/people', { nickname: '小王', card: '苏E-小王' })
    const { id } = body.person
    await call('POST', `/sandbox/people/${id}/card`, { card: '苏E-小王-极光' })
    await call('POST', `/sandbox/people/${id}/leave`, {})
    expect(world.isMember('owners', id)).toBe(false)
    await call('POST', `/sandbox/people/${id}/rejoin`, {})
    expect(sink.events.map(({ type }) => type)).toEqual(['join', 'card', 'leave', 'join'])
    expect(sink.events[1]?.sender).toMatchObject({ id, card: '苏E-小王-极光' })
  })

  it('press buttons', async () => {
    const { call, sink, world } = await createHarnessApp()
    const card = world.post('owners', 'cheyou', '周六试驾', { buttons: [{ label: '报名', data: 'rsvp:1' }] })
    const press = (data: string) => call('POST', `/sandbox/posts/${card.id}/press`, { as: 'zhang', data })
    expect(await press('rsvp:1')).toMatchObject({ status: 200, body: { taken: true } })
    expect(await press('rsvp:9')).toMatchObject({ status: 409, body: { code: 'unknown_button' } })
    expect(sink.events).toMatchObject([{ type: 'button', data: 'rsvp:1', messageId: card.id }])
  })
})

describe('explanations', () => {
  it('tells what the bot understood, nothing for what it has not read, and 404 for what is not there', async () => {
    const { call, world, explanations } = await createHarnessApp()
    const post = world.post('owners', 'zhang', '想换台大的')
    const explanation = {
      meaning: {
        leads: ['trade_in' as const],
        topic: 'none' as const,
        moderation: 'clean' as const,
        scores: { trade_in: 0.9 },
        evidence: [{ label: 'trade_in' as const, quote: '换台大的', start: 1, end: 5, by: 'model' }],
        model: 'm1',
      },
      corrections: [],
      decisions: [{ feature: 'leads', outcome: 'raised', reason: '想换一台更大的', at: 1 }],
      model: 'm1',
    }
    expect((await call('GET', `/sandbox/posts/${post.id}/explain`)).body).toEqual({ explanation: null })
    explanations.set(post.id, explanation)
    expect((await call('GET', `/sandbox/posts/${post.id}/explain`)).body).toEqual({ explanation })
    expect((await call('GET', '/sandbox/posts/none/explain')).status).toBe(404)
  })
})

describe('corrections', () => {
  it('hand on who says that a message is what, and refuse what is no label', async () => {
    const { call, world, corrections } = await createHarnessApp()
    const post = world.post('owners', 'zhang', '想换台大的')
    const correct = (id: string, verdict: object) =>
      call('POST', `/sandbox/posts/${id}/correct`, { as: 'boss', verdict })
    expect((await correct(post.id, { about: 'leads', label: '' })).body).toEqual({ taken: true })
    expect((await correct(post.id, { about: 'moderation', label: 'ad' })).status).toBe(200)
    expect(corrections).toEqual([
      ['owners', post.id, 'boss', { about: 'leads', label: '' }],
      ['owners', post.id, 'boss', { about: 'moderation', label: 'ad' }],
    ])
    expect((await correct(post.id, { about: 'leads', label: 'ad' })).status).toBe(400)
    expect((await correct(post.id, { about: 'moderation', label: 'clean' })).status).toBe(400)
    expect((await correct('none', { about: 'leads', label: '' })).status).toBe(404)
  })
})
