import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '../../channels/until.js'
import { ALICE, BOB, BOT, createScene, GROUP, OWNER, ROOM, type Scene, START_S } from './scene.js'

let scene: Scene
beforeEach(async () => {
  scene = await createScene()
})
afterEach(() => scene.end())

const DAY_S = 86_400
const refused = (reason: string) => ({ outcome: 'not_sent', reason, retry: false })
const bob = String(BOB)
const mute = (seconds: number, person = bob) => scene.channel.deliver({ type: 'mute', room: ROOM, person, seconds })
const kick = (person = bob) => scene.channel.deliver({ type: 'kick', room: ROOM, person })

/** How long the last call of a method holds, seconds; the clock of the bot has moved on a little. */
const lasts = (method: string) => Number(scene.calls(method).at(-1)?.until_date) - START_S
const about = (seconds: number) => ({ asymmetricMatch: (got: number) => got >= seconds && got < seconds + 60 })

/** Takes one right of an admin away from the bot. */
function loses(right: string) {
  scene.group.members.set(BOT, { user: scene.world.bot, status: 'administrator', rights: { [right]: false } })
}

describe('a mute', () => {
  it.each([
    ['as long as it should', 600, 600],
    ['half a minute at least: Telegram takes less for ever', 5, 35],
    ['a year at most: Telegram takes more for ever', 1_000 * DAY_S, 365 * DAY_S],
  ])('lasts %s', async (_, seconds, expected) => {
    expect(await mute(seconds)).toEqual({ outcome: 'sent' })
    expect(lasts('restrictChatMember')).toEqual(about(expected))
    expect(scene.group.members.get(BOB)).toMatchObject({ status: 'restricted', can_send_messages: false })
  })

  it('is lifted by giving everything back, so that the settings of the group apply again', async () => {
    await mute(600)
    await mute(0)
    const permissions = scene.calls('restrictChatMember').at(-1)?.permissions as Record<string, boolean>
    expect(Object.values(permissions)).toEqual(Array(14).fill(true))
    expect(scene.group.members.get(BOB)?.status).toBe('member')
  })

  it('is told to us too, by whom and for how long', async () => {
    await mute(600)
    expect(await scene.ears.hears('mute')).toMatchObject({
      sender: { id: bob },
      seconds: about(600),
      mutedBy: String(BOT),
    })
  })

  it('needs the right, a member who is no admin, and a supergroup', async () => {
    expect(await mute(60, String(OWNER))).toEqual(refused('not_admin'))
    expect(await mute(60, '404404')).toEqual(refused('unknown_person'))
    loses('can_restrict_members')
    expect(await mute(60)).toEqual(refused('not_admin'))
    scene.group.type = 'group'
    expect(await mute(60)).toEqual(refused('needs_supergroup'))
  })
})

describe('a removal', () => {
  it('keeps the member out for a day, and no longer', async () => {
    expect(await kick()).toEqual({ outcome: 'sent' })
    expect(lasts('banChatMember')).toEqual(about(DAY_S))
    expect(scene.group.members.get(BOB)?.status).toBe('kicked')
    expect(await scene.ears.hears('leave')).toMatchObject({ sender: { id: bob }, removedBy: String(BOT) })
  })

  it('of somebody who speaks as a channel bans the channel', async () => {
    const channel = -1_001_999_001
    await scene.server.says({
      chat: GROUP,
      from: { id: 136_817_688, is_bot: true, first_name: 'Channel Bot' },
      text: '加我看车',
      fields: { sender_chat: { id: channel, type: 'channel', title: '二手车行' } },
    })
    const said = await scene.ears.hearsText('加我看车')
    expect(said.sender).toEqual({ id: String(channel), nickname: '二手车行', role: 'member' })
    expect(await kick(said.sender.id)).toEqual({ outcome: 'sent' })
    expect(scene.calls('banChatSenderChat')).toEqual([{ chat_id: GROUP, sender_chat_id: channel }])
  })
})

describe('a recall', () => {
  const recall = (messageId: string) => scene.channel.deliver({ type: 'recall', room: ROOM, messageId })

  it('takes back what a member said', async () => {
    const id = await scene.server.says({ chat: GROUP, from: scene.user(BOB), text: '低价保险' })
    expect(await recall(String(id))).toEqual({ outcome: 'sent' })
    expect(scene.world.deleted.has(`${GROUP} ${id}`)).toBe(true)
    expect(await recall(String(id))).toEqual({ outcome: 'sent' })
  })

  it('takes back all pieces of a long text', async () => {
    const said = await scene.channel.deliver({ type: 'say', room: ROOM, text: '很长的说明。'.repeat(200) })
    expect(scene.world.posts.length).toBeGreaterThan(1)
    expect(await recall((said as { messageId: string }).messageId)).toEqual({ outcome: 'sent' })
    expect(scene.world.posts.filter(({ deleted }) => !deleted)).toEqual([])
  })

  it('is refused without the right, and for what is no message', async () => {
    loses('can_delete_messages')
    const id = await scene.server.says({ chat: GROUP, from: scene.user(BOB), text: '低价保险' })
    expect(await recall(String(id))).toEqual(refused('not_admin'))
    expect(await recall('join:1:2')).toEqual(refused('unknown_message'))
  })
})

describe('a notice', () => {
  const announce = (room: { id: string; kind: 'group' | 'private' } = ROOM) =>
    scene.channel.deliver({ type: 'announce', room, text: '周六 9 点店里集合' })

  it('is a message that is pinned', async () => {
    expect(await announce()).toEqual({ outcome: 'sent', messageId: String(scene.lastPost().id) })
    expect(scene.group.pinned).toEqual([scene.lastPost().id])
  })

  it('has reached the group without the right to pin', async () => {
    loses('can_pin_messages')
    expect(await announce()).toMatchObject({ outcome: 'sent' })
    expect(scene.lastPost().text).toBe('周六 9 点店里集合')
    expect(scene.group.pinned).toEqual([])
  })

  it('is only said in private', async () => {
    expect(await announce({ id: String(ALICE), kind: 'private' })).toMatchObject({ outcome: 'sent' })
    expect(scene.calls('pinChatMessage')).toEqual([])
  })
})

describe('somebody who asks to be let in', () => {
  const DAVE = 30_100
  async function asks() {
    const from = { id: DAVE, is_bot: false, first_name: '小戴' }
    scene.world.users.set(DAVE, from)
    scene.world.started.add(DAVE)
    scene.group.asking.set(DAVE, from)
    const chat = { id: GROUP, type: 'supergroup', title: scene.group.title }
    scene.server.push({
      chat_join_request: { chat, from, user_chat_id: DAVE, date: START_S, bio: '沪A12345' },
    })
    return scene.ears.hears('joinRequest')
  }
  const decide = (approve: boolean, request: string, reason?: string) =>
    scene.channel.deliver({
      type: 'approveJoin',
      room: ROOM,
      person: String(DAVE),
      request,
      approve,
      ...(reason ? { reason } : {}),
    })

  it('is heard with what they write about themselves, and comes in', async () => {
    const asked = await asks()
    expect(asked).toMatchObject({ sender: { id: String(DAVE), nickname: '小戴' }, answer: '沪A12345' })
    expect(await decide(true, asked.request)).toEqual({ outcome: 'sent' })
    expect(scene.group.members.get(DAVE)?.status).toBe('member')
    expect(await scene.ears.hears('join')).toMatchObject({ sender: { id: String(DAVE) } })
  })

  it('is turned away with a reason, told before the door closes', async () => {
    const { request } = await asks()
    expect(await decide(false, request, '这个群只给车主')).toEqual({ outcome: 'sent' })
    expect(scene.world.posts).toMatchObject([{ chat: DAVE, text: '这个群只给车主' }])
    const order = scene.server.log.map(({ method }) => method).filter((name) => /sendMessage|Request/.test(name))
    expect(order).toEqual(['sendMessage', 'declineChatJoinRequest'])
    expect(scene.group.members.get(DAVE)).toBeUndefined()
  })

  it('is turned away too when the reason cannot be told', async () => {
    const { request } = await asks()
    scene.world.started.delete(DAVE)
    expect(await decide(false, request, '这个群只给车主')).toEqual({ outcome: 'sent' })
    expect(scene.group.asking.has(DAVE)).toBe(false)
  })

  it('may have been answered by somebody else meanwhile', async () => {
    const { request } = await asks()
    scene.group.asking.delete(DAVE)
    expect(await decide(true, request)).toEqual(refused('request_gone'))
  })
})

describe('a private word', () => {
  it('reaches only who has written to the bot before', async () => {
    const say = (id: number) =>
      scene.channel.deliver({ type: 'say', room: { id: String(id), kind: 'private' }, text: '私下说' })
    expect(await say(BOB)).toEqual(refused('cannot_start_chat'))
    await scene.server.says({ chat: BOB, from: scene.user(BOB), text: '/start' })
    await until(() => scene.ears.events.length, 'the start')
    expect(await say(BOB)).toMatchObject({ outcome: 'sent' })
  })
})

describe('a name card', () => {
  it('is the tag of a member, sixteen characters at most', async () => {
    const set = (card: string) => scene.channel.deliver({ type: 'setCard', room: ROOM, person: bob, card })
    expect(await set('追风车主小波')).toEqual({ outcome: 'sent' })
    expect(await scene.ears.hears('card')).toMatchObject({ sender: { id: bob, card: '追风车主小波' } })
    expect(await set('追风车主'.repeat(5))).toEqual(refused('card_too_long'))
    loses('can_manage_tags')
    expect(await set('小波')).toEqual(refused('not_admin'))
  })
})
