import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createBroadcastStep } from '../../../src/features/broadcasts/index.js'
import { replyStep } from '../../../src/features/reply-step.js'
import { createVault } from '../../../src/kit/crypto.js'
import type { AnnounceAction, SayAction } from '../../../src/message/index.js'
import { Broadcast } from '../../../src/store/index.js'
import { ENGINES } from '../../kit/engines.js'
import { type PipelineOptions, type PipelineScene, pipelineScene } from '../../kit/pipeline.js'

const VAULT = createVault(Buffer.alloc(32, 7))

const MINUTE = 60_000
const engines = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe.each(engines)('notices to the groups on %s', (engine) => {
  let scene: PipelineScene

  const open = async (options: Partial<PipelineOptions> = {}) => {
    scene = await pipelineScene({ steps: [createBroadcastStep(VAULT), replyStep], engine, ...options })
    await scene.account('ours')
    await scene.account('wechat', 'wechat')
    await scene.account('past', 'history')
    await scene.group('ours', 'g1', 'owners', '追风车友一群')
    await scene.group('ours', 'g2', 'owners', '追风车友二群')
    await scene.group('wechat', 'w1', 'owners', '微信车友群')
    await scene.group('past', 'old', 'owners', '历史记录')
    await scene.group('ours', 'staff', 'staff', '员工群')
    for (const who of ['boss', 'owner']) await scene.group('ours', who, 'private')
    await scene.staff('boss', 'manager')
    await scene.staff('desk', 'service')
    await scene.staff('seller', 'sales')
  }

  beforeEach(() => open())
  afterEach(() => scene.close())

  /** What has been put out so far: `room text`. */
  const out = async () => {
    const items = await scene.outbox()
    return items.map(({ action }) => `${action.room.id} ${(action as SayAction | AnnounceAction).text}`)
  }
  const lastReply = async () => {
    const replies = (await scene.outbox()).filter((item) => item.priority === 1)
    return replies.at(-1)?.action as SayAction
  }
  const notices = async () => (await scene.outbox()).filter((item) => item.priority === 3)
  const drafts = () => scene.store.transaction((db) => db.find(Broadcast, { order: { id: 'ASC' } }))
  const button = async (n: 0 | 1) => (await lastReply()).buttons?.[n]?.data as string

  it('shows what will be sent and where, and sends nothing yet', async () => {
    await scene.says('boss', 'staff', '通知 明天下午两点店庆')
    const reply = await lastReply()
    expect(reply.room.id).toBe('staff')
    expect(reply.text).toContain('「追风车友一群」、「追风车友二群」和「微信车友群」')
    expect(reply.text).toContain('\n明天下午两点店庆\n')
    expect(reply.buttons?.map((each) => each.label)).toEqual(['发送', '取消'])
    expect(await notices()).toEqual([])
  })

  it('shows and sends the text to the letter, whatever it holds', async () => {
    const text = '费用 $t(broadcasts.usage) 与 {{minutes}} 见 <b>&amp;</b>\n第二行'
    await scene.says('boss', 'staff', `群发 @一群 ${text}`)
    expect((await lastReply()).text).toContain(text)
    await scene.says('boss', 'staff', '确认发送')
    expect((await notices()).map((item) => (item.action as AnnounceAction).text)).toEqual([text])
  })

  it('asks for a second yes, by somebody else, from a set number of groups on', async () => {
    await scene.says('desk', 'staff', '群发复核 2')
    expect((await lastReply()).text).toContain('这一步要')
    await scene.says('boss', 'staff', '群发复核 2')
    expect((await lastReply()).text).toContain('两位同事都确认')
    await scene.says('desk', 'staff', '通知 @追风车友一群 明天洗车半价')
    await scene.says('desk', 'staff', '确认发送')
    expect(await notices()).toHaveLength(1)
    await scene.says('desk', 'staff', '通知 明天店庆')
    for (let times = 0; times < 2; times++) {
      await scene.says('desk', 'staff', '确认发送')
      expect((await lastReply()).text).toContain('这条要发 3 个群，得再有一位同事确认')
    }
    expect((await out()).filter((text) => text.startsWith('staff 👀 desk 要发到 3 个群'))).toHaveLength(1)
    expect(await notices()).toHaveLength(1)
    await scene.says('seller', 'staff', '确认发送')
    expect(await notices()).toHaveLength(1)
    await scene.says('boss', 'staff', '确认发送')
    expect((await notices()).map(({ action }) => action.room.id)).toEqual(['g1', 'g1', 'g2', 'w1'])
    expect((await drafts()).at(-1)).toMatchObject({ state: 'sent', confirmedBy: 'desk' })
  })

  it('sends one notice a group when the sender confirms', async () => {
    await scene.says('boss', 'staff', '通知 明天店庆')
    await scene.says('boss', 'staff', '确认发送')
    const [draft] = await drafts()
    const sent = await notices()
    expect(sent.map((item) => [item.accountId, item.action.type, item.action.room.id])).toEqual([
      ['ours', 'announce', 'g1'],
      ['ours', 'announce', 'g2'],
      ['wechat', 'announce', 'w1'],
    ])
    expect(sent.map((item) => item.dedupeKey)).toEqual(draft?.groupIds.map((id) => `broadcast:${draft.id}:${id}`))
    expect(sent.every((item) => item.expiresAt - item.createdAt === 6 * 60 * MINUTE)).toBe(true)
    expect(draft).toMatchObject({ state: 'sent', createdBy: 'boss', text: '明天店庆' })
    expect((await scene.audit()).map(({ what, actor }) => [what, actor])).toEqual([
      ['broadcasts.drafted', 'boss'],
      ['broadcasts.sent', 'boss'],
    ])
  })

  it('takes a draft in private too, and lets a colleague press the button', async () => {
    await scene.says('boss', 'boss', '群发 @二群 明天店庆')
    await scene.presses('desk', 'staff', await button(0))
    expect((await notices()).map((item) => item.action.room.id)).toEqual(['g2'])
    expect((await scene.audit()).at(-1)).toMatchObject({ what: 'broadcasts.sent', actor: 'desk' })
  })

  it('sends once, however often it is confirmed, and in one batch too', async () => {
    await scene.says('boss', 'staff', '群发 @一群 明天店庆')
    const press = async () => scene.event({ type: 'button', data: await button(0) }, 'staff', { id: 'boss' })
    await scene.take(await press(), await press())
    await scene.presses('boss', 'staff', `broadcast:send:${(await drafts())[0]?.id}`)
    expect(await notices()).toHaveLength(1)
    expect((await lastReply()).text).toBe('这条已经发过了，不会再发第二遍。')
    await scene.says('boss', 'staff', '确认发送')
    expect((await lastReply()).text).toMatch(/没有等着发的通知/)
  })

  it('tells when a planned one goes out, and how to stop it, to whoever confirms or cancels it again', async () => {
    await scene.says('boss', 'staff', '群发 @一群 明天店庆')
    const buttons = [await button(0), await button(1)]
    await scene.says('boss', 'staff', '定时发送 明天 10:00')
    for (const data of buttons) {
      await scene.presses('boss', 'staff', data)
      expect((await lastReply()).text).toMatch(/^好的，#1 定在 .* 10:00 发。不发了说「停止群发 1」。$/)
    }
    expect(await drafts()).toMatchObject([{ state: 'scheduled' }])
  })

  it('drafts and confirms within one batch', async () => {
    await scene.take(
      await scene.event({ type: 'message', text: '群发 @一群 明天店庆' }, 'staff', { id: 'boss' }),
      await scene.event({ type: 'message', text: '确认发送' }, 'staff', { id: 'boss' }),
    )
    expect(await notices()).toHaveLength(1)
    expect(await drafts()).toMatchObject([{ state: 'sent' }])
  })

  it('drops what is cancelled', async () => {
    await scene.says('boss', 'staff', '通知 明天店庆')
    const send = await button(0)
    await scene.says('boss', 'staff', '取消发送')
    await scene.presses('boss', 'staff', send)
    expect(await notices()).toEqual([])
    expect((await lastReply()).text).toMatch(/已经不发了/)
    expect(await drafts()).toMatchObject([{ state: 'cancelled' }])
  })

  it('lets a newer draft replace the older one, so that a confirmation means what was seen last', async () => {
    await scene.says('boss', 'staff', '群发 @一群 明天下午三点店庆')
    await scene.says('boss', 'staff', '群发 @一群 明天下午两点店庆')
    await scene.says('boss', 'staff', '确认发送')
    await scene.says('boss', 'staff', '确认发送')
    expect((await notices()).map((item) => (item.action as AnnounceAction).text)).toEqual(['明天下午两点店庆'])
  })

  it('keeps the draft of one person from the words of another', async () => {
    await scene.says('boss', 'staff', '通知 明天店庆')
    await scene.says('desk', 'staff', '确认发送')
    expect(await notices()).toEqual([])
    await scene.says('boss', 'staff', '确认发送')
    expect(await notices()).toHaveLength(3)
  })

  it('tells two people apart who draft at the same moment', async () => {
    const say = (who: string, text: string) => scene.event({ type: 'message', text }, 'staff', { id: who })
    await scene.take(
      await say('boss', '群发 @一群 明天店庆'),
      await say('desk', '群发 @二群 周六闭店'),
      await say('boss', '确认发送'),
    )
    expect((await notices()).map((item) => (item.action as AnnounceAction).text)).toEqual(['明天店庆'])
    expect((await drafts()).map((draft) => draft.state)).toEqual(['sent', 'draft'])
  })

  it('does not send what was confirmed half an hour later', async () => {
    await scene.says('boss', 'staff', '通知 今晚八点停电')
    scene.clock.advance(30 * MINUTE)
    await scene.says('boss', 'staff', '确认发送')
    expect(await notices()).toEqual([])
    expect((await lastReply()).text).toMatch(/放得有点久/)
    expect((await scene.audit()).at(-1)).toMatchObject({ what: 'broadcasts.cancelled', details: { why: 'expired' } })
  })

  it('tells a salesperson politely that they may not, and lets them press nothing either', async () => {
    await scene.says('seller', 'staff', '通知 明天店庆')
    expect((await lastReply()).text).toMatch(/这一步要管理员、经理、客服或群管理员来操作/)
    await scene.says('boss', 'staff', '通知 明天店庆')
    await scene.presses('seller', 'staff', await button(0))
    expect(await notices()).toEqual([])
    expect(await drafts()).toHaveLength(1)
  })

  it('answers what it cannot do with what would work', async () => {
    await scene.says('boss', 'staff', '群发 @三群 明天店庆')
    expect((await lastReply()).text).toMatch(/没找到叫「三群」的群.*「追风车友一群」/)
    await scene.says('boss', 'staff', '群发 @追风 明天店庆')
    expect((await lastReply()).text).toMatch(/「追风」对得上好几个群：「追风车友一群」和「追风车友二群」/)
    await scene.says('boss', 'staff', '通知')
    expect((await lastReply()).text).toMatch(/这样写就行/)
    await scene.says('boss', 'staff', `通知 ${'很长'.repeat(1_001)}`)
    expect((await lastReply()).text).toMatch(/2002 个字/)
    expect(await drafts()).toEqual([])
  })

  it('names some of very many groups, and sends to all', async () => {
    for (let n = 0; n < 12; n += 1) await scene.group('ours', `many${n}`, 'owners', `大群${n}`)
    await scene.says('boss', 'staff', '通知 明天店庆')
    expect((await lastReply()).text).toMatch(/「大群6」等 15 个群/)
    await scene.says('boss', 'staff', '确认发送')
    expect(await notices()).toHaveLength(15)
  })

  it('leaves everybody else alone', async () => {
    await scene.says('owner', 'g1', '通知 明天自驾')
    await scene.says('owner', 'owner', '通知 明天自驾')
    await scene.says('boss', 'g1', '通知 明天店庆')
    await scene.says('boss', 'staff', '通知一下老王，他的车好了')
    await scene.says('boss', 'staff', '通知 很久以前的', { mode: 'history' })
    expect(await out()).toEqual([])
    expect(await drafts()).toEqual([])
  })
})

describe('notices in English', () => {
  it('are shown and sent', async () => {
    const scene = await pipelineScene({ steps: [createBroadcastStep(VAULT), replyStep], locale: 'en' })
    await scene.account('ours')
    await scene.group('ours', 'g1', 'owners', 'Group One')
    await scene.group('ours', 'staff', 'staff')
    await scene.staff('boss', 'admin')
    await scene.says('boss', 'staff', 'broadcast @group one: We celebrate tomorrow')
    await scene.says('boss', 'staff', 'confirm sending')
    const texts = (await scene.outbox()).map((item) => (item.action as SayAction).text)
    expect(texts[0]).toMatch(/before it goes to “Group One”:\n——\nWe celebrate tomorrow\n——/)
    expect(texts[1]).toBe('We celebrate tomorrow')
    expect(texts[2]).toMatch(/On its way to “Group One”/)
    await scene.close()
  })
})
