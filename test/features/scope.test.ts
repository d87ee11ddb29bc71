import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createBroadcastStep } from '../../src/features/broadcasts/index.js'
import { bindAccount } from '../../src/features/identity/index.js'
import { onboardingStaffStep } from '../../src/features/onboarding/index.js'
import { replyStep } from '../../src/features/reply-step.js'
import { createRulesStep, rulesConfigureStep, rulesStaffStep } from '../../src/features/rules/index.js'
import { createVault } from '../../src/kit/crypto.js'
import { Group, Member, Violation } from '../../src/store/index.js'
import { THRESHOLDS } from '../../src/understanding/index.js'
import type { Understand } from '../../src/understanding/meaning.js'
import { type PipelineScene, pipelineScene, understandNothing } from '../kit/pipeline.js'

const VAULT = createVault(Buffer.alloc(32, 7))

const understand: Understand = (text) => ({
  ...understandNothing(text),
  ...(text.includes('贷款') && { moderation: 'ad' as const, scores: { ad: 0.99, clean: 0.01 } }),
})

describe('a group_admin', () => {
  let scene: PipelineScene
  beforeEach(async () => {
    const steps = [
      createRulesStep(THRESHOLDS, understand),
      rulesStaffStep,
      rulesConfigureStep,
      onboardingStaffStep,
      createBroadcastStep(VAULT),
      replyStep,
    ]
    scene = await pipelineScene({ steps, understand })
    await scene.account('acc')
    for (const name of ['一群', '二群']) await scene.group('acc', name, 'owners')
    await scene.group('acc', 'desk', 'staff')
    await scene.staff('老吴', 'group_admin')
    await scene.staff('小林', 'admin')
  })
  afterEach(() => scene.close())

  const answers = async (name: string, text: string) => {
    const before = (await scene.outbox()).length
    await scene.says(name, 'desk', text)
    return (await scene.outbox())
      .slice(before)
      .map(({ action }) => ('text' in action ? action.text : ''))
      .join('\n')
  }
  const read = <T>(work: Parameters<typeof scene.store.transaction<T>>[0]) => scene.store.transaction(work)
  const settingsOf = async (name: string) => (await read((db) => db.findOneByOrFail(Group, { name }))).settings

  it('acts where the platform has the account for an admin, and nowhere when nothing is known', async () => {
    expect(await answers('老吴', '群规')).toContain('名下还没有可管的车友群')
    expect(await answers('老吴', '通知 周六店庆')).not.toContain('一群')
    await scene.says('老吴', '一群', '大家好')
    const { id } = await read((db) => db.findOneByOrFail(Member, { externalId: '老吴', group: { name: '一群' } }))
    await read((db) => db.update(Member, { id }, { role: 'admin' }))
    expect(await answers('老吴', '群规 刷屏 关')).toContain('「一群」的群规')
    expect((await settingsOf('二群')).rules).toBeUndefined()
  })

  it('acts in the groups named at the binding, whoever asks for others', async () => {
    const deps = { ids: scene.deps.ids, now: scene.clock.now() }
    const bind = (groups: string[]) =>
      read((db) =>
        bindAccount(
          { name: '老吴', role: 'group_admin', groups },
          { channel: 'sandbox', externalId: '老吴' },
          { db, ...deps },
        ),
      )
    await expect(bind(['三群'])).rejects.toThrow('no_such_group')
    await bind(['二群'])
    expect(await answers('老吴', '群规 刷屏 关 @一群')).toContain('没找到叫「一群」的群')
    expect(await answers('老吴', '通知 周六店庆')).toMatch(/要发到「二群」/)
    expect(await answers('老吴', '欢迎语 @一群 你好')).toContain('没找到叫「一群」的群')
    expect(await answers('老吴', '群章程 聊车不聊价')).toContain('聊车不聊价')
    expect([(await settingsOf('一群')).charter, (await settingsOf('二群')).charter]).toEqual([undefined, '聊车不聊价'])
    await scene.says('阿伟', '一群', '低息贷款加我')
    expect(await answers('老吴', '误判 1')).toContain('没找到 #1')
    expect(await read((db) => db.countBy(Violation, { state: 'standing' }))).toBe(1)
    expect(await answers('小林', '误判 1')).toContain('#1 已撤销')
  })

  it('is the only one who is bound to groups: an admin words one group or all', async () => {
    expect(await answers('小林', '欢迎语 @一群 先报车型')).toMatch(/「一群」以后这样欢迎新人[\s\S]*先报车型/)
    expect([(await settingsOf('一群')).welcome, (await settingsOf('二群')).welcome]).toEqual(['先报车型', undefined])
    expect(await answers('小林', '欢迎语 都来报到')).toContain('所有群')
    expect((await settingsOf('二群')).welcome).toBe('都来报到')
  })
})
