import { afterEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newLead } from '../../../src/features/leads/new-lead.js'
import { replyStep } from '../../../src/features/reply-step.js'
import { createRulesStep, rulesStaffStep } from '../../../src/features/rules/index.js'
import { Lead, Member, Sanction, Violation } from '../../../src/store/index.js'
import { THRESHOLDS } from '../../../src/understanding/index.js'
import type { Moderation, Understand } from '../../../src/understanding/meaning.js'
import { type PipelineScene, pipelineScene, understandNothing } from '../../kit/pipeline.js'

/** Means what it says: `ad 0.95 …`. */
const understand: Understand = (text) => {
  const [label, score] = text.split(' ')
  const meaning = understandNothing(text)
  if (!label || !score || label === 'clean' || Number.isNaN(Number(score))) return meaning
  return { ...meaning, moderation: label as Moderation, scores: { [label]: Number(score), clean: 1 - Number(score) } }
}

const words = fc.tuple(
  fc.constantFrom('老周', '桃子', 'VIP', '小林'),
  fc.constantFrom('ad', 'abuse', 'illegal', 'service_price', 'clean'),
  fc.constantFrom('0.3', '0.7', '0.99'),
)

describe('random traffic', () => {
  let scene: PipelineScene
  afterEach(() => scene.close())

  it('leaves no sanction without words, score and end, none against staff, no VIP muted or removed, and undoes exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 12, maxLength: 24 }), async (talk) => {
        scene = await pipelineScene({
          steps: [createRulesStep(THRESHOLDS, understand), rulesStaffStep, replyStep],
          understand,
        })
        await scene.account('acc')
        await scene.group('acc', 'owners', 'owners')
        await scene.group('acc', 'desk', 'staff')
        await scene.staff('小林', 'admin')
        await scene.says('VIP', 'owners', '大家好')
        await makeVip()
        for (const [n, [name, label, score]] of talk.entries()) {
          scene.clock.advance(61_000)
          await scene.says(name, 'owners', `${label} ${score} 第${n}条`)
        }
        const read = <T>(work: Parameters<typeof scene.store.transaction<T>>[0]) => scene.store.transaction(work)
        const violations = await read((db) => db.find(Violation, { relations: { member: true } }))
        const sanctions = await read((db) => db.find(Sanction))
        const of = (id: string) => violations.find((violation) => violation.id === id)
        for (const { quote, score, at, expiresAt } of violations) {
          expect(quote).not.toBe('')
          expect(score).toBeGreaterThan(0)
          expect(expiresAt).toBeGreaterThan(at)
        }
        expect(violations.filter(({ member }) => member?.staff)).toEqual([])
        expect(sanctions.filter(({ violationId }) => of(violationId)?.state !== 'standing')).toEqual([])
        expect(
          sanctions.filter(
            ({ violationId, type }) =>
              of(violationId)?.member?.externalId === 'VIP' && ['mute', 'remove'].includes(type),
          ),
        ).toEqual([])
        for (const { code } of violations) await scene.says('小林', 'desk', `误判 ${code}`)
        expect(await read((db) => db.countBy(Violation, { state: 'undone' }))).toBe(violations.length)
        expect((await read((db) => db.find(Sanction))).every(({ undoneAt }) => undoneAt !== null)).toBe(true)
        const lifted = (await scene.outbox()).filter(({ action }) => action.type === 'mute' && action.seconds === 0)
        expect(lifted).toHaveLength(
          new Set(sanctions.filter(({ type }) => type === 'mute').map((each) => each.violationId)).size,
        )
        await scene.close()
      }),
      { numRuns: 4 },
    )
    scene = await pipelineScene({ steps: [] })
  })

  it('has a case that a person confirms climb the same ladder', async () => {
    scene = await pipelineScene({
      steps: [createRulesStep(THRESHOLDS, understand), rulesStaffStep, replyStep],
      understand,
    })
    await scene.account('acc')
    await scene.group('acc', 'owners', 'owners')
    await scene.group('acc', 'desk', 'staff')
    await scene.staff('小林', 'admin')
    await scene.says('老周', 'owners', 'ad 0.99 一')
    for (const [code, words] of [
      [2, 'ad 0.7 二'],
      [3, 'ad 0.7 三'],
    ]) {
      scene.clock.advance(2 * 3_600_000)
      await scene.says('老周', 'owners', String(words))
      await scene.says('小林', 'desk', `违规 ${code}`)
    }
    const sanctions = await scene.store.transaction((db) => db.find(Sanction, { order: { at: 'ASC', id: 'ASC' } }))
    expect(sanctions.map(({ type }) => type).filter((type) => type !== 'recall')).toEqual(['warn', 'mute', 'remove'])
  })

  /** Whoever has an open lead is a VIP. */
  async function makeVip() {
    await scene.store.transaction(async (db) => {
      const { id: memberId, groupId, customerId } = await db.findOneByOrFail(Member, { externalId: 'VIP' })
      const whose = { groupId, memberId, customerId: customerId ?? '' }
      const lead = { id: 'lead', code: 1, kind: 'add_on', level: 'H', score: 1 } as const
      await db.insert(
        Lead,
        newLead({ ...whose, ...lead, evidence: [], firstMessageAt: 0, raisedAt: 0, offeredTo: null }),
      )
    })
  }
})
