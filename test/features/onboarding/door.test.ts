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
    expect(await answers()).toEqual([])
    expect((await told()).at(-1)).toContain('这个群满了，通过后麻烦请他进「追风二群」')
    await scene.says('小林', 'desk', '群满 追风车友群 400 三群')
    expect((await told()).at(-1)).toContain('没找到这两个群')
  })

  it('tells the platform the reason when a person refuses', async () => {
    await open()
    await asksIn('阿彪', '加我有惊喜')
    await scene.says('小林', 'desk', '拒绝 1 不是车主')
    expect(await answers()).toMatchObject([{ approve: false, reason: '不是车主' }])
    expect(await requests()).toMatchObject([{ state: 'refused', decidedBy: '小林' }])
  })
})
