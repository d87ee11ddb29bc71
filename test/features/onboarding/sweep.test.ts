import { afterEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createOnboardingStep, sweepCards } from '../../../src/features/onboarding/index.js'
import { DAY } from '../../../src/kit/clock.js'
import { createVault } from '../../../src/kit/crypto.js'
import { Group, Member } from '../../../src/store/index.js'
import { type PipelineScene, pipelineScene, understandNothing } from '../../kit/pipeline.js'

const NAMES = ['冬瓜', '西瓜', '南瓜']
/** Who comes, speaks, takes a card or leaves, and how many days later. */
const moves = fc.array(
  fc.record({
    who: fc.constantFrom(...NAMES),
    what: fc.constantFrom('join', 'speak', 'rename', 'spoil', 'leave'),
    days: fc.integer({ min: 1, max: 30 }),
  }),
  { minLength: 20, maxLength: 30 },
)

describe('a year of mornings', () => {
  let scene: PipelineScene
  afterEach(() => scene.close())

  it('asks nobody for their card more than twice in one stay', async () => {
    scene = await pipelineScene({ steps: [createOnboardingStep(createVault(Buffer.alloc(32, 7)), understandNothing)] })
    await scene.account('acc')
    await scene.group('acc', 'owners', 'owners', '追风车友群')
    await scene.store.transaction((db) =>
      db.update(Group, { externalId: 'owners' }, { settings: { cardPrefix: '追风车主' } }),
    )
    const [year] = fc.sample(moves, { numRuns: 1, seed: 2026 })
    const deps = () => ({ ...scene.deps, now: scene.clock.now() })
    for (const { who, what, days } of year ?? []) {
      const sender = {
        id: who,
        nickname: who,
        card: what === 'rename' ? `追风车主-${who}` : what === 'spoil' ? '随便' : undefined,
      }
      const part =
        what === 'join' || what === 'leave' ? ({ type: what } as const) : { type: 'message' as const, text: '在吗' }
      await scene.take(await scene.event(part, 'owners', sender))
      for (let day = 0; day < days; day++) {
        scene.clock.advance(DAY)
        await sweepCards(deps())
      }
    }
    const members = await scene.store.transaction((db) => db.find(Member))
    expect(members.map((member) => member.cardReminders).filter((count) => count > 2)).toEqual([])
    const joins = (year ?? []).filter(({ what }) => what === 'join').length
    const reminded = (await scene.outbox()).flatMap(({ action }) =>
      action.type === 'say' && action.text.includes('有空把群名片改成') ? (action.mentions ?? []) : [],
    )
    expect(reminded.length).toBeGreaterThan(0)
    expect(reminded.length).toBeLessThanOrEqual(2 * joins)
  })
})
