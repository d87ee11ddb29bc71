import { In, MoreThan } from 'typeorm'
import { newLead } from '../../../src/features/leads/new-lead.js'
import { createOnboardingStep, sweepCards } from '../../../src/features/onboarding/index.js'
import { replyStep } from '../../../src/features/reply-step.js'
import { createRulesStep, muteLiftedStep, rulesStaffStep } from '../../../src/features/rules/index.js'
import { DAY, SECOND } from '../../../src/kit/clock.js'
import { createVault } from '../../../src/kit/crypto.js'
import { Customer, Lead, Member, OutboxItem, Violation } from '../../../src/store/index.js'
import { THRESHOLDS } from '../../../src/understanding/index.js'
import type { Moderation, Understand } from '../../../src/understanding/meaning.js'
import { pipelineScene, understandNothing } from '../../kit/pipeline.js'
import { type Happening, PEOPLE } from './random-year.js'

/** Means what it says: `ad 0.95 …`. */
const understand: Understand = (text) => {
  const [label, score] = text.split(' ')
  const meaning = understandNothing(text)
  if (!label || !score || !(label in THRESHOLDS)) return meaning
  return { ...meaning, moderation: label as Moderation, scores: { [label]: Number(score), clean: 1 - Number(score) } }
}

/** A group with its rules and newcomers, a colleague at the desk, and a platform that does what the outbox holds. */
export async function randomGroup() {
  const onboarding = createOnboardingStep(createVault(Buffer.alloc(32, 7)), understandNothing)
  const rules = [muteLiftedStep, createRulesStep(THRESHOLDS, understand), rulesStaffStep]
  const scene = await pipelineScene({ steps: [onboarding, ...rules, replyStep], understand })
  /** Until when the platform keeps somebody silent, and whether a person did it. */
  const silent = new Map<string, { until: number; byHand: boolean }>()
  let seenOutbox = ''
  await scene.account('acc')
  await scene.group('acc', 'owners', 'owners')
  await scene.group('acc', 'desk', 'staff')
  await scene.staff('小林', 'admin')
  await scene.staff('佳佳', 'sales')

  const read = <T>(work: Parameters<typeof scene.store.transaction<T>>[0]) => scene.store.transaction(work)
  const sender = (who: string) => ({ id: who, nickname: who, role: who === '群主' ? ('owner' as const) : undefined })

  /** A mute is told back by the platform. */
  async function deliver() {
    const fresh = await read((db) => db.find(OutboxItem, { where: { id: MoreThan(seenOutbox) }, order: { id: 'ASC' } }))
    seenOutbox = fresh.at(-1)?.id ?? seenOutbox
    for (const { action } of fresh) if (action.type === 'mute') await mute(action.person, action.seconds, false)
  }

  async function mute(who: string, seconds: number, byHand: boolean) {
    silent.set(who, { until: seconds && scene.clock.now() + seconds * SECOND, byHand })
    await scene.take(await scene.event({ type: 'mute', seconds }, 'owners', sender(who)))
  }

  async function happens({ who, where, deed }: Happening, n: number) {
    const say = async (...texts: string[]) => {
      const parts = texts.map((text) => scene.event({ type: 'message', text }, where, sender(who)))
      await scene.take(...(await Promise.all(parts)))
    }
    if (deed.type === 'say') await say(`${deed.words} ${deed.score} 第${n}条`)
    if (deed.type === 'flood') await say(...Array.from({ length: 13 }, (_, m) => `第${n}.${m}句，今天风真大`))
    if (deed.type === 'repeat') await say(...Array<string>(4).fill('谁捡到一把车钥匙，蓝色钥匙扣的那种'))
    if (deed.type === 'link') await say(`看看这个 https://shop${n}.example.test`)
    if (deed.type === 'contact') await say('有事打我电话 13800138000')
    if (deed.type === 'join' || deed.type === 'leave')
      await scene.take(await scene.event({ type: deed.type }, where, sender(who)))
    if (deed.type === 'spoil')
      await scene.take(await scene.event({ type: 'card' }, where, { ...sender(who), card: '随便' }))
    if (deed.type === 'mute' && where === 'owners') await mute(who, deed.seconds, true)
    if (deed.type === 'undo' || deed.type === 'confirm') {
      // What is only watched is left so: a person's word would have its consequences.
      const state = deed.type === 'undo' ? In(['standing', 'review']) : 'review'
      const cases = await read((db) => db.find(Violation, { where: { state }, order: { code: 'ASC' } }))
      const chosen = cases[deed.which % Math.max(1, cases.length)]
      if (chosen) await scene.says('小林', 'desk', `${deed.type === 'undo' ? '误判' : '违规'} ${chosen.code}`)
    }
    await deliver()
  }

  /** Lets the year pass, with the morning's look at the cards. */
  async function live(year: readonly Happening[]) {
    for (const [n, happening] of year.entries()) {
      const until = scene.clock.now() + happening.after
      while (scene.clock.now() + DAY <= until) {
        scene.clock.advance(DAY)
        await sweepCards({ ...scene.deps, now: scene.clock.now() })
      }
      scene.clock.set(until)
      await happens(happening, n)
    }
  }

  /** One is in talks with the sales staff, one is of class A and one of B. */
  async function makeEsteemed() {
    for (const who of PEOPLE)
      for (const where of ['owners', 'watched'])
        await scene.take(await scene.event({ type: 'message', text: '大家好' }, where, sender(who)))
    await read(async (db) => {
      const members = await db.find(Member)
      for (const [n, { id: memberId, groupId, customerId, externalId }] of members.entries()) {
        const whose = { groupId, memberId, customerId: customerId ?? '' }
        if (externalId === '有线索')
          await db.insert(
            Lead,
            newLead({
              ...{ id: `lead${n}`, code: n + 1, kind: 'add_on', level: 'H', score: 1, ...whose },
              ...{ evidence: [], firstMessageAt: 0, raisedAt: 0, offeredTo: null },
            }),
          )
        if (externalId === 'A类') await db.update(Customer, { id: customerId ?? '' }, { class: 'A' })
        if (externalId === 'B类') await db.update(Customer, { id: customerId ?? '' }, { class: 'B' })
      }
    })
  }

  return { scene, silent, read, deliver, mute, happens, live, makeEsteemed }
}

export type RandomGroup = Awaited<ReturnType<typeof randomGroup>>
