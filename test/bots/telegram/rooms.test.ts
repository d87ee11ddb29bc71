import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ALICE, BOB, BOT, createScene, GROUP, ROOM, type Scene } from './scene.js'

let scene: Scene
beforeEach(async () => {
  scene = await createScene()
})
afterEach(() => scene.end())

describe('a group with topics', () => {
  const TRIPS = 501
  const inTopic = { message_thread_id: TRIPS, is_topic_message: true }

  async function says(from: number, text: string, fields: Record<string, unknown> = {}) {
    const id = await scene.server.says({ chat: GROUP, from: scene.user(from), text, fields })
    await scene.ears.hearsText(text)
    return String(id)
  }
  const say = async (action: { replyTo?: string; mentions?: string[] }) => {
    expect(await scene.channel.deliver({ type: 'say', room: ROOM, text: '@爱丽 好的', ...action })).toMatchObject({
      outcome: 'sent',
    })
    return scene.lastPost().thread
  }

  it('is answered in the topic in which somebody spoke', async () => {
    const inTrips = await says(ALICE, '周末去哪儿', inTopic)
    const inGeneral = await says(ALICE, '早上好')
    expect(await say({ replyTo: inTrips })).toBe(TRIPS)
    expect(await say({ replyTo: inGeneral })).toBeUndefined()
  })

  it('is spoken to where the one who is called spoke last', async () => {
    await says(ALICE, '周末去哪儿', inTopic)
    await says(BOB, '早')
    expect(await say({ mentions: [String(ALICE)] })).toBe(TRIPS)
    expect(await say({ mentions: [String(BOB)] })).toBeUndefined()
    expect(await say({})).toBeUndefined()
  })

  it('makes no answer of what only stands in a topic', async () => {
    const opened = { ...inTopic, reply_to_message: { message_id: TRIPS } }
    await says(ALICE, '新话题', opened)
    const answered = { ...inTopic, reply_to_message: { message_id: 777 } }
    await says(BOB, '回一句', answered)
    expect(await scene.ears.hearsText('新话题')).not.toHaveProperty('replyTo')
    expect(await scene.ears.hearsText('回一句')).toMatchObject({ replyTo: '777' })
  })
})

describe('a group that becomes a supergroup', () => {
  const SMALL = -70_002
  const room = { id: String(SMALL), kind: 'group' as const }
  beforeEach(() => {
    const small = scene.world.addChat({ id: SMALL, type: 'group', title: '小群' })
    scene.world.addMember(small, { id: ALICE, first_name: '爱丽' })
    small.members.set(BOT, { user: scene.world.bot, status: 'member' })
    small.movedTo = GROUP
  })

  it('is told as a room that moves', async () => {
    const fields = { migrate_to_chat_id: GROUP }
    await scene.server.says({ chat: SMALL, from: scene.user(ALICE), fields })
    expect(await scene.ears.hears('moved')).toMatchObject({ room: { id: String(SMALL) }, to: String(GROUP) })
  })

  it('is reached under its new id, also when nobody has told us', async () => {
    for (const text of ['搬家了吗', '到了'])
      expect(await scene.channel.deliver({ type: 'say', room, text })).toMatchObject({ outcome: 'sent' })
    expect(scene.world.posts).toMatchObject([{ chat: GROUP }, { chat: GROUP }])
    expect(scene.calls('sendMessage').map(({ chat_id }) => chat_id)).toEqual([SMALL, GROUP, GROUP])
  })
})
