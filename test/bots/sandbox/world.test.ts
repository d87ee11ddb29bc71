import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createScene, furnish } from './scene.js'

const texts = (posts: { text?: string }[]) => posts.map(({ text }) => text)

describe('the rules of the platform', () => {
  const scene = () => {
    const made = createScene()
    furnish(made.world)
    return made
  }

  it('shows what a member says to the room, with the card of that moment', () => {
    const { world } = scene()
    world.post('owners', 'zhang', '早')
    world.setCard('owners', 'zhang', '沪A-张三-极光')
    world.post('owners', 'zhang', '换车牌了')
    const said = world.history('owners').filter(({ kind }) => kind === 'message')
    expect(said.map(({ text, from }) => [text, from.card])).toEqual([
      ['早', '沪A-张三-远航'],
      ['换车牌了', '沪A-张三-极光'],
    ])
  })

  it('refuses a muted member until the mute is over', () => {
    const { world, clock } = scene()
    world.mute('owners', 'li', 'cheyou', clock.now() + 60_000)
    expect(() => world.post('owners', 'li', '凭什么')).toThrow(
      expect.objectContaining({ code: 'muted', until: clock.now() + 60_000 }),
    )
    clock.time += 60_000
    expect(world.post('owners', 'li', '我回来了').text).toBe('我回来了')
    expect(world.members('owners').find(({ person }) => person.id === 'li')?.member.mutedUntil).toBeUndefined()
  })

  it('lifts a mute early', () => {
    const { world, clock } = scene()
    world.mute('owners', 'li', 'cheyou', clock.now() + 60_000)
    expect(world.mute('owners', 'li', 'cheyou', clock.now()).kind).toBe('unmute')
    expect(world.post('owners', 'li', '谢谢').text).toBe('谢谢')
  })

  it('refuses somebody who is not in the room, to speak and to look', () => {
    const { world } = scene()
    world.addRoom({ id: 'staff', name: '内部群', purpose: 'staff' })
    expect(() => world.post('staff', 'zhang', '有人吗')).toThrow(expect.objectContaining({ code: 'not_a_member' }))
    expect(() => world.history('staff', { as: 'zhang' })).toThrow(expect.objectContaining({ code: 'not_a_member' }))
    world.leave('owners', 'zhang')
    expect(() => world.post('owners', 'zhang', '我还在吗')).toThrow(expect.objectContaining({ code: 'not_a_member' }))
  })

  it('keeps a private chat between its person and the bot', () => {
    const { world } = scene()
    world.post('zhang', 'zhang', '在吗')
    world.post('zhang', 'cheyou', '在的')
    expect(texts(world.history('zhang', { as: 'zhang' }))).toEqual(['在吗', '在的'])
    expect(() => world.history('zhang', { as: 'li' })).toThrow(expect.objectContaining({ code: 'not_a_member' }))
  })

  it('marks a recalled post with who took it back, and lets only admins take back the words of others', () => {
    const { world, clock } = scene()
    const advert = world.post('owners', 'li', '低价出油卡')
    expect(() => world.recall(advert.id, 'zhang')).toThrow(expect.objectContaining({ code: 'not_admin' }))
    clock.time += 500
    world.recall(advert.id, 'cheyou')
    expect(world.findPost(advert.id)?.recalled).toMatchObject({ by: { id: 'cheyou', bot: true }, at: clock.time })
    expect(() => world.recall(advert.id, 'cheyou')).toThrow(expect.objectContaining({ code: 'already_recalled' }))
  })

  it('never lets an admin remove or mute the owner of the group', () => {
    const { world, clock } = scene()
    expect(() => world.kick('owners', 'boss', 'cheyou')).toThrow(expect.objectContaining({ code: 'not_admin' }))
    expect(() => world.mute('owners', 'boss', 'cheyou', clock.now() + 1)).toThrow(
      expect.objectContaining({ code: 'not_admin' }),
    )
  })

  it('knows a repeated clientId of the same person as the same post', () => {
    const { world } = scene()
    const first = world.post('owners', 'zhang', '报名', { clientId: 'c1' })
    const again = world.post('owners', 'zhang', '报名', { clientId: 'c1' })
    const other = world.post('owners', 'li', '报名', { clientId: 'c1' })
    expect(again.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
    expect(world.history('owners')).toHaveLength(2)
  })

  it('takes a press only of a button that the post carries and that was not recalled', () => {
    const { world } = scene()
    const card = world.post('owners', 'cheyou', '周六试驾', { buttons: [{ label: '报名', data: 'rsvp:1' }] })
    expect(world.pressButton(card.id, 'zhang', 'rsvp:1').pressed).toEqual({
      post: card.id,
      data: 'rsvp:1',
      label: '报名',
    })
    expect(() => world.pressButton(card.id, 'zhang', 'rsvp:2')).toThrow(
      expect.objectContaining({ code: 'unknown_button' }),
    )
    world.recall(card.id, 'cheyou')
    expect(() => world.pressButton(card.id, 'zhang', 'rsvp:1')).toThrow(
      expect.objectContaining({ code: 'unknown_button' }),
    )
  })

  it('pages through history backwards', () => {
    const { world } = scene()
    const posts = world.seed(
      ['一', '二', '三', '四', '五'].map((text, at) => ({ room: 'owners', from: 'zhang', kind: 'message', at, text })),
    )
    expect(texts(world.history('owners', { limit: 2 }))).toEqual(['四', '五'])
    expect(texts(world.history('owners', { limit: 2, before: posts[3]?.id ?? '' }))).toEqual(['二', '三'])
    expect(texts(world.history('owners', { limit: 2, before: posts[0]?.id ?? '' }))).toEqual([])
  })
})

describe('the journal', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const path = () => join(folder, 'world.jsonl')

  it('brings the whole world back', () => {
    const before = createScene(path())
    furnish(before.world)
    const post = before.world.post('owners', 'zhang', '第一行\n第二行', { clientId: 'c1' })
    before.world.post('zhang', 'cheyou', '私聊')
    before.world.recall(post.id, 'boss')
    before.world.mute('owners', 'li', 'boss', before.clock.now() + 5_000)
    before.world.join('owners', before.world.addPerson({ id: 'wang', nickname: '王五' }).id, { invitedBy: 'zhang' })
    before.world.leave('owners', 'wang')

    const { world } = createScene(path())
    for (const room of ['owners', 'zhang']) expect(world.history(room)).toEqual(before.world.history(room))
    expect(world.members('owners')).toEqual(before.world.members('owners'))
    expect(world.people()).toEqual(before.world.people())
    expect(world.post('owners', 'zhang', '第一行\n第二行', { clientId: 'c1' }).id).toBe(post.id)
  })

  it('loses only a line that a kill tore, at whatever byte, and goes on behind it', () => {
    const before = createScene(path())
    furnish(before.world)
    before.world.post('owners', 'zhang', '留下')
    const whole = readFileSync(path())
    before.world.join('owners', before.world.addPerson({ id: 'wang', nickname: '王五' }).id)
    const more = readFileSync(path())
    for (let size = whole.length; size < more.length; size += 7) {
      writeFileSync(path(), more.subarray(0, size))
      const torn = createScene(path()).world
      // Coming in is one command: a member without the line that says so is never left behind.
      expect(torn.isMember('owners', 'wang')).toBe(false)
      torn.post('owners', 'li', '接着说')
      expect(texts(createScene(path()).world.history('owners'))).toEqual(['留下', '接着说'])
    }
  })

  it('says which line is broken when it is not the last one', () => {
    writeFileSync(path(), '[]\n{"nonsense\n')
    expect(() => createScene(path())).toThrow(/world\.jsonl:2/)
    appendFileSync(path(), '[]\n')
    expect(() => createScene(path())).toThrow(/world\.jsonl:2/)
  })
})
