import { afterEach, describe, expect, it } from '@jest/globals'
import { createCustomersStep } from '../../../src/features/customers/index.js'
import { createOnboardingStep, onboardingStaffStep } from '../../../src/features/onboarding/index.js'
import { replyStep } from '../../../src/features/reply-step.js'
import { createVault } from '../../../src/kit/crypto.js'
import { InviteCode, JoinRequest, Member } from '../../../src/store/index.js'
import { ENGINES } from '../../kit/engines.js'
import { type PipelineScene, pipelineScene, understandNothing } from '../../kit/pipeline.js'

const vault = createVault(Buffer.alloc(32, 7))
const steps = [
  createOnboardingStep(vault, understandNothing),
  onboardingStaffStep,
  createCustomersStep(vault),
  replyStep,
]

const EVERY_ENGINE = Object.keys(ENGINES) as (keyof typeof ENGINES)[]

describe('the door of a group', () => {
  let scene: PipelineScene

  async function open(engine?: keyof typeof ENGINES) {
    scene = await pipelineScene({ steps, engine, capabilities: ['approveJoin', 'directMessage', 'buttons'] })
    await scene.account('acc')
    await scene.group('acc', 'owners', 'owners', '追风车友群')
    await scene.group('acc', 'more', 'owners', '追风二群')
    await scene.group('acc', 'desk', 'staff', '同事群')
    await scene.staff('小林', 'service')
    await scene.staff('佳佳', 'sales')
    await scene.says('老周', 'owners', '我的电话 13800138000，有空打给我')
  }
  afterEach(() => scene.close())

  async function asksIn(account: string, answer: string) {
    const part = { type: 'joinRequest' as const, request: `flag of ${account}`, answer }
    await scene.take(await scene.event(part, 'owners', { id: account, nickname: account }))
  }
  const answers = async () =>
    (await scene.outbox()).flatMap(({ action }) => (action.type === 'approveJoin' ? [action] : []))
  const told = async () => (await scene.outbox()).flatMap(({ action }) => (action.type === 'say' ? [action.text] : []))
  const requests = () => scene.store.transaction((db) => db.find(JoinRequest, { order: { code: 'ASC' } }))

  it.each(EVERY_ENGINE)(
    'opens for a phone of the customer base, who is that customer from then on, on %s',
    async (engine) => {
      await open(engine)
      await asksIn('周太太', '我是老周家的 13800138000')
      expect(await answers()).toMatchObject([{ approve: true, request: 'flag of 周太太', person: '周太太' }])
      const [owner, wife] = await scene.store.transaction((db) => db.find(Member, { order: { id: 'ASC' } }))
      expect(wife?.customerId).toBe(owner?.customerId)
      expect(await requests()).toMatchObject([
        { state: 'accepted', decidedBy: 'known_phone', answer: '我是老周家的 138****8000' },
      ])
      expect(JSON.stringify([await scene.outbox(), await scene.audit(), await requests()])).not.toContain('13800138000')
    },
  )

  it('opens for an invitation code, which counts who came by it', async () => {
    await open()
    await scene.says('小林', 'desk', '邀请码 展厅')
    const [invite] = await scene.store.transaction((db) => db.find(InviteCode))
    expect((await told()).at(-1)).toContain(`展厅的邀请码：${invite?.code}`)
    await asksIn('新车友', `${invite?.code.toLowerCase()} 昨天提车`)
    expect(await answers()).toMatchObject([{ approve: true }])
    await scene.says('佳佳', 'desk', '邀请码')
    expect((await told()).at(-1)).toMatch(/展厅：0 人/)
    await scene.take(await scene.event({ type: 'join' }, 'owners', { id: '新车友', nickname: '新车友' }))
    await scene.take(
      await scene.event({ type: 'message', text: `我的邀请码 ${invite?.code}` }, 'owners', { id: '新车友' }),
    )
    await scene.says('佳佳', 'desk', '邀请码')
    expect((await told()).at(-1)).toMatch(/展厅：1 人/)
    expect(await scene.store.transaction((db) => db.findOneBy(Member, { externalId: '新车友' }))).toMatchObject({
      source: '展厅',
    })
  })

  it('leaves everybody else to a person, who sees where else they are, and decides once', async () => {
    await open()
    await scene.says('小许', 'more', '大家好')
    await asksIn('小许', 'X5车主，刚提车')
    expect(await answers()).toEqual([])
    expect((await told()).at(-1)).toBe(
      '#1 小许 想进「追风车友群」，验证信息：X5车主，刚提车\n这位也在我们的 追风二群 里。\n是车主就回「同意 1」，不是回「拒绝 1 原因」。',
    )
    await scene.says('佳佳', 'desk', '同意 1')
    expect((await told()).at(-1)).toContain('这一步要管理员、经理、客服或群管理员来操作')
    await scene.presses('小林', 'desk', 'join:accept:1')
    await scene.says('小林', 'desk', '拒绝 1 手滑')
    expect((await told()).at(-1)).toContain('小许 的申请已经有结果了（小林）')
    expect(await answers()).toMatchObject([{ approve: true, person: '小许' }])
  })

  it('sends newcomers to the next group when this one is full, even those whom a rule would let in', async () => {
    await open()
    await scene.says('小林', 'desk', '群满 追风车友群 1 追风二群')
    expect((await told()).at(-1)).toContain('「追风车友群」到 1 人就算满，新朋友请去「追风二群」')
    await asksIn('周太太', '我是老周家的 13800138000')
    const reason = '「追风车友群」满员啦，请加「追风二群」，我们在那边等您～'
    expect(await answers()).toMatchObject([{ approve: false, person: '周太太', reason }])
    expect((await told()).at(-1)).toBe(
      '「追风车友群」满了，周太太 想进（验证信息：我是老周家的 138****8000），我请 TA 去「追风二群」了。',
    )
    expect(await requests()).toMatchObject([{ state: 'refused', decidedBy: 'full' }])
    // Whoever was brought in all the same hears of the other group with the greeting.
    await scene.take(await scene.event({ type: 'join' }, 'owners', { id: '小满', nickname: '小满' }))
    expect((await told()).slice(-2)).toEqual([
      expect.stringMatching(/^欢迎 @小满 进群[\s\S]*这个群满员啦，也请加「追风二群」，那边一样热闹～$/),
      '「追风车友群」满了（2/1 人）。满了以后新朋友去「追风二群」（0 人）。',
    ])
    await scene.says('小林', 'desk', '群满 追风车友群 2 追风二群 https://example.com/two')
    await asksIn('小许', '刚提车')
    expect((await answers()).at(-1)?.reason).toContain('请加「追风二群」（https://example.com/two）')
    await scene.says('小林', 'desk', '群满 追风车友群 400 三群')
    expect((await told()).at(-1)).toContain('没找到这两个群')
  })

  it('warns the staff in time, by what the platform tells, and finds the next group of the same series', async () => {
    await open()
    await scene.group('acc', 'three', 'owners', '追风车友三群')
    const joins = async (id: string, members: number) => {
      const event = await scene.event({ type: 'join' }, 'owners', { id, nickname: id })
      const details = { ...event.details, room: { ...event.details.room, members, capacity: 500 } }
      await scene.take({ ...event, details })
    }
    const warnings = async () => (await told()).filter((text) => text.includes('满'))
    await joins('甲', 449)
    expect(await warnings()).toEqual([])
    await joins('乙', 450)
    await joins('丙', 451)
    expect(await warnings()).toEqual([
      '「追风车友群」已有 450 人，快满了（上限 500）。满了以后新朋友去「追风车友三群」（0 人）。',
    ])
    await asksIn('丁', '刚提车')
    expect((await told()).at(-1)).toContain('是车主就回「同意 1」')
  })

  it('names the number of the next group on QQ', async () => {
    await open()
    await scene.account('qq', 'qq')
    await scene.group('qq', '10001', 'owners', '车友1群')
    await scene.group('qq', '10002', 'owners', '车友2群')
    const asks = await scene.event({ type: 'joinRequest', request: 'r', answer: '' }, '10001', { id: '丁' })
    const room = { ...asks.details.room, members: 200, capacity: 200 }
    await scene.take({ ...asks, details: { ...asks.details, room } })
    expect((await answers()).at(-1)?.reason).toBe('「车友1群」满员啦，请加「车友2群」（群号 10002），我们在那边等您～')
  })

  it('tells the platform the reason when a person refuses', async () => {
    await open()
    await asksIn('阿彪', '加我有惊喜')
    await scene.says('小林', 'desk', '拒绝 1 不是车主')
    expect(await answers()).toMatchObject([{ approve: false, reason: '不是车主' }])
    expect(await requests()).toMatchObject([{ state: 'refused', decidedBy: '小林' }])
  })
})
