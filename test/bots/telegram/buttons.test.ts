import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createSeal } from '../../../bots/telegram/seal.js'
import { until } from '../../channels/until.js'
import { ALICE, createScene, GROUP, ROOM, type Scene, TOKEN } from './scene.js'

let scene: Scene
beforeEach(async () => {
  scene = await createScene()
})
afterEach(() => scene.end())

const ACTIVITY = '0190a5b6-7c1d-7e2f-8a3b-4c5d6e7f8091'
const RSVP = { label: '1 人参加', data: `rsvp:1:${ACTIVITY}` }
const LONGEST = 'x'.repeat(56)

async function invite(data = RSVP.data) {
  await scene.channel.deliver({ type: 'say', room: ROOM, text: '周末自驾', buttons: [{ ...RSVP, data }] })
  return scene.lastPost()
}
const answers = () => scene.calls('answerCallbackQuery').length
const presses = () => scene.ears.events.filter((event) => event.type === 'button')

describe('a button under a message', () => {
  it('carries its data signed, within what Telegram takes, and brings it back as it was', async () => {
    for (const data of [RSVP.data, LONGEST]) {
      const { id, buttons } = await invite(data)
      const [button] = buttons
      expect(button?.text).toBe('1 人参加')
      expect(button?.callback_data).not.toBe(data)
      expect(Buffer.byteLength(button?.callback_data ?? '')).toBeLessThanOrEqual(64)
      await scene.server.presses(GROUP, scene.user(ALICE), id, button?.callback_data ?? '')
      expect(await scene.ears.hears('button', (event) => event.data === data)).toMatchObject({
        room: ROOM,
        sender: { id: String(ALICE), nickname: '爱丽', role: 'member' },
        messageId: String(id),
      })
    }
  })

  it('is answered at once, even while the database is away', async () => {
    const { id, buttons } = await invite()
    scene.ears.broken = true
    await scene.server.presses(GROUP, scene.user(ALICE), id, buttons[0]?.callback_data ?? '')
    await until(() => answers() === 1, 'the answer')
    expect(presses()).toEqual([])
    scene.ears.broken = false
    await scene.ears.hears('button')
  })

  it('is one press when Telegram tells of it twice', async () => {
    const { id, buttons } = await invite()
    const press = { id: '77', from: scene.user(ALICE), data: buttons[0]?.callback_data }
    const chat = { id: GROUP, type: 'supergroup' }
    for (const _ of [1, 2]) scene.server.push({ callback_query: { ...press, message: { message_id: id, chat } } })
    await until(() => presses().length === 2, 'both')
    expect(presses()[0]).toEqual(presses()[1])
  })

  it('is refused when its data is too long to be signed, and nothing is sent', async () => {
    for (const data of [`${LONGEST}x`, '报'.repeat(19)]) {
      const said = await scene.channel.deliver({
        type: 'say',
        room: ROOM,
        text: '看',
        buttons: [{ label: '好', data }],
      })
      expect(said).toEqual({ outcome: 'not_sent', reason: 'button_too_long', retry: false })
    }
    expect(scene.world.posts).toEqual([])
  })
})

describe('a press that no button of ours can have sent', () => {
  const signed = createSeal(TOKEN).close(RSVP.data) ?? ''
  it.each([
    ['without a signature', RSVP.data],
    ['with the signature of other data', signed.replace('rsvp:1', 'rsvp:9')],
    ['with another signature', `AAAAAAAA${RSVP.data}`],
    ['with the signature of another bot', createSeal('42:another-token-that-is-long-enough').close(RSVP.data) ?? ''],
    ['shorter than a signature', 'rsvp'],
    ['of nothing', ''],
    ['far too long', signed + 'x'.repeat(5_000)],
    ['with a signature that is no ASCII', `报名报名报名报名${RSVP.data}`],
  ])('%s is answered, and heard by nobody', async (_, data) => {
    const { id } = await invite()
    await scene.server.presses(GROUP, scene.user(ALICE), id, data)
    await scene.server.confirmed()
    await until(() => answers() === 1, 'the answer')
    expect(presses()).toEqual([])
    expect(scene.channel.state()).toBe('online')
  })
})
