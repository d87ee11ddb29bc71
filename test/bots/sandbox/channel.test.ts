import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { ChatEvent, RoomRef } from '../../../src/message/index.js'
import { createScene, createSink, furnish } from './scene.js'

const owners: RoomRef = { id: 'owners', kind: 'group' }
const said = (events: ChatEvent[]) => events.map((event) => (event.type === 'message' ? event.text : event.type))

async function running() {
  const scene = createScene()
  furnish(scene.world)
  const sink = createSink()
  await scene.channel.start(sink)
  return { ...scene, sink }
}

describe('what comes in', () => {
  it('gives a post to the sink and is taken when the sink is done', async () => {
    const { world, channel, sink } = await running()
    const first = world.post('owners', 'zhang', '请问保养要预约吗', { mentions: ['cheyou'] })
    const answer = world.post('owners', 'li', '要的', { replyTo: first.id })
    expect(await channel.taken(answer.id)).toBe(true)
    expect(sink.events).toEqual([
      {
        type: 'message',
        id: first.id,
        at: first.at,
        room: { id: 'owners', kind: 'group', name: '蓝鲸汽车车友群' },
        sender: { id: 'zhang', nickname: '张三', card: '沪A-张三-远航', role: 'member' },
        text: '请问保养要预约吗',
        mentions: ['cheyou'],
      },
      expect.objectContaining({ type: 'message', text: '要的', replyTo: first.id }),
    ])
  })

  it('names a private chat by the person', async () => {
    const { world, channel, sink } = await running()
    expect(await channel.taken(world.post('li', 'li', '在吗').id)).toBe(true)
    expect(sink.events).toMatchObject([{ room: { id: 'li', kind: 'private' }, sender: { id: 'li' } }])
  })

  it('tells joins, cards, presses and departures in the words of every platform', async () => {
    const { world, channel, sink } = await running()
    world.addPerson({ id: 'wang', nickname: '王五' })
    world.join('owners', 'wang', { card: '苏E-王五', invitedBy: 'zhang' })
    world.setCard('owners', 'wang', '苏E-王五-极光')
    const card = world.post('owners', 'cheyou', '周六试驾', { buttons: [{ label: '报名', data: 'rsvp:1' }] })
    world.pressButton(card.id, 'wang', 'rsvp:1')
    const gone = world.kick('owners', 'wang', 'boss')
    await channel.taken(gone.id)
    expect(sink.events).toMatchObject([
      { type: 'join', sender: { id: 'wang', card: '苏E-王五', role: 'member' }, invitedBy: 'zhang' },
      { type: 'card', sender: { id: 'wang', card: '苏E-王五-极光' }, oldCard: '苏E-王五' },
      { type: 'button', sender: { id: 'wang' }, data: 'rsvp:1', messageId: card.id },
      { type: 'leave', sender: { id: 'wang' }, removedBy: 'boss' },
    ])
  })

  it('never hears the bot itself, nor a room that the bot is not in', async () => {
    const { world, channel, sink } = await running()
    world.addRoom({ id: 'elsewhere', name: '别的群' })
    world.addMember('elsewhere', 'zhang')
    world.post('elsewhere', 'zhang', '悄悄话')
    await channel.deliver({ type: 'say', room: owners, text: '大家好' })
    await channel.taken(world.post('owners', 'zhang', '你好').id)
    expect(said(sink.events)).toEqual(['你好'])
  })

  it('keeps a post that the sink could not take, offers it again, and lets nothing overtake it', async () => {
    const { world, channel, sink } = await running()
    sink.broken = true
    const first = world.post('owners', 'zhang', '一')
    expect(await channel.taken(first.id)).toBe(false)
    expect(channel.state()).toBe('degraded')
    sink.broken = false
    const second = world.post('owners', 'zhang', '二')
    expect(await channel.taken(second.id)).toBe(true)
    expect(said(sink.events)).toEqual(['一', '二'])
    expect(channel.state()).toBe('online')
    await channel.stop()
  })

  it('catches up after an outage', async () => {
    const { world, channel, sink } = await running()
    channel.setOnline(false)
    const post = world.post('owners', 'zhang', '断线了？')
    expect(channel.state()).toBe('offline')
    expect(await channel.taken(post.id)).toBe(false)
    channel.setOnline(true)
    expect(await channel.taken(post.id)).toBe(true)
    expect(said(sink.events)).toEqual(['断线了？'])
  })

  it('offers after a restart what was not acknowledged, and only that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    try {
      const journal = join(folder, 'world.jsonl')
      const before = createScene(journal)
      furnish(before.world)
      before.world.seed([{ room: 'owners', from: 'li', kind: 'message', at: 1, text: '很久以前' }])
      const firstSink = createSink()
      await before.channel.start(firstSink)
      await before.channel.taken(before.world.post('owners', 'zhang', '已收').id)
      // Killed while the sink works: the post is in the journal, its acknowledgement is not.
      await before.channel.stop()
      before.world.post('owners', 'zhang', '未收')
      before.world.post('li', 'li', '私聊未收')

      const after = createScene(journal)
      const sink = createSink()
      await after.channel.start(sink)
      await after.channel.stop()
      expect(said(sink.events).sort()).toEqual(['未收', '私聊未收'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('can be started and stopped twice', async () => {
    const { world, channel, sink } = await running()
    await channel.start(createSink())
    await channel.taken(world.post('owners', 'zhang', '在').id)
    await channel.stop()
    await channel.stop()
    expect(channel.state()).toBe('offline')
    expect(said(sink.events)).toEqual(['在'])
  })
})

describe('what goes out', () => {
  it('says, announces, recalls, mutes, removes and sets cards', async () => {
    const { world, channel, clock } = await running()
    const advert = world.post('owners', 'li', '低价出油卡')
    const receipt = await channel.deliver({
      type: 'say',
      room: owners,
      text: '群里不发广告哦',
      mentions: ['li'],
      replyTo: advert.id,
      buttons: [{ label: '知道了', data: 'ok' }],
    })
    expect(receipt.outcome).toBe('sent')
    const reply = world.history('owners').at(-1)
    expect(receipt).toEqual({ outcome: 'sent', messageId: reply?.id })
    expect(reply).toMatchObject({ from: { id: 'cheyou', bot: true }, mentions: ['li'], replyTo: advert.id })

    expect(await channel.deliver({ type: 'recall', room: owners, messageId: advert.id })).toEqual({ outcome: 'sent' })
    expect(advert.recalled?.by.id).toBe('cheyou')
    await channel.deliver({ type: 'mute', room: owners, person: 'li', seconds: 600 })
    expect(() => world.post('owners', 'li', '？')).toThrow(expect.objectContaining({ until: clock.now() + 600_000 }))
    await channel.deliver({ type: 'setCard', room: owners, person: 'zhang', card: '沪A-张三-极光' })
    expect(world.members('owners').find(({ person }) => person.id === 'zhang')?.member.card).toBe('沪A-张三-极光')
    await channel.deliver({ type: 'kick', room: owners, person: 'li' })
    expect(world.isMember('owners', 'li')).toBe(false)
    await channel.deliver({ type: 'announce', room: owners, text: '周六集合' })
    expect(world.history('owners').at(-1)).toMatchObject({ kind: 'announcement', text: '周六集合' })
  })

  it('answers a press, a departure or what it cannot see without a quote', async () => {
    const { world, channel } = await running()
    const card = world.post('owners', 'cheyou', '周六试驾', { buttons: [{ label: '报名', data: 'rsvp:1' }] })
    const press = world.pressButton(card.id, 'zhang', 'rsvp:1')
    const whisper = world.post('li', 'li', '私下说的')
    for (const replyTo of [press.id, world.leave('owners', 'li').id, whisper.id, 'long-gone']) {
      await channel.deliver({ type: 'say', room: owners, text: '好嘞', replyTo })
      expect(world.history('owners').at(-1)).toMatchObject({ text: '好嘞' })
      expect(world.history('owners').at(-1)?.replyTo).toBeUndefined()
    }
  })

  it('says no with the reason and no retry where the platform refuses', async () => {
    const { channel } = await running()
    const nowhere: RoomRef = { id: 'nowhere', kind: 'group' }
    expect(await channel.deliver({ type: 'say', room: nowhere, text: '有人吗' })).toEqual({
      outcome: 'not_sent',
      reason: 'unknown_room',
      retry: false,
    })
    expect(await channel.deliver({ type: 'kick', room: owners, person: 'boss' })).toMatchObject({ reason: 'not_admin' })
    expect(await channel.deliver({ type: 'recall', room: owners, messageId: 'none' })).toMatchObject({
      reason: 'unknown_post',
    })
  })

  it('may be retried during an outage, for nothing was sent', async () => {
    const { world, channel } = await running()
    channel.setOnline(false)
    expect(await channel.deliver({ type: 'say', room: owners, text: '喂' })).toMatchObject({
      outcome: 'not_sent',
      retry: true,
    })
    expect(world.history('owners')).toEqual([])
  })

  it.each([
    ['drop', 'unknown', 0],
    ['unknown', 'unknown', 1],
    ['rate_limit', 'not_sent', 0],
  ] as const)('lets a test have the fault %s once', async (fault, outcome, arrived) => {
    const { world, channel } = await running()
    channel.faults.nextDeliver = fault
    expect(await channel.deliver({ type: 'say', room: owners, text: '第一次' })).toMatchObject({ outcome })
    expect(world.history('owners')).toHaveLength(arrived)
    expect(await channel.deliver({ type: 'say', room: owners, text: '第二次' })).toMatchObject({ outcome: 'sent' })
  })
})
