import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { changed } from '../../../src/features/care/change.js'
import { readCareCommand } from '../../../src/features/care/command.js'
import { type JourneyStep, nextJourneyStep, stepsOf, type Traveller } from '../../../src/features/care/journeys.js'
import type { CareSettings } from '../../../src/features/care/settings.js'
import { daysBetween, plusDays } from '../../../src/kit/days.js'

const START = '2026-03-01'
const AT = Date.UTC(2026, 2, 4, 1)
const steps = stepsOf({}, 'after_delivery')
const traveller = (more: Partial<Traveller> = {}): Traveller => ({
  ...{ start: START, said: [], firstSaidAt: null, answeredAt: null, boughtOn: null, complainedOn: null },
  ...more,
})
const saidThree = { said: [3], firstSaidAt: AT }

describe('a journey', () => {
  it.each<[string, number, Partial<Traveller>, object | null]>([
    ['has nothing to say on the day itself', 0, {}, null],
    ['begins on its first day', 3, {}, { step: { day: 3 } }],
    ['waits for the budget some days', 6, {}, { step: { day: 3 } }],
    ['does not come back to what was passed', 8, {}, { step: { day: 7 } }],
    ['says each step once', 4, saidThree, null],
    ['goes on', 7, saidThree, { step: { day: 7 } }],
    ['lets go of what is late', 13, saidThree, null],
    ['goes on after a gap', 31, saidThree, { step: { day: 30 } }],
    ['is over', 96, { said: [3, 7, 30, 90], firstSaidAt: AT }, null],
    ['ends with an answer', 7, { ...saidThree, answeredAt: AT + 1 }, { ended: 'answered' }],
    ['is not ended by older talk', 7, { ...saidThree, answeredAt: AT - 1 }, { step: { day: 7 } }],
    ['begins although somebody writes to us', 3, { answeredAt: AT }, { step: { day: 3 } }],
    ['ends with another car', 7, { ...saidThree, boughtOn: '2026-03-05' }, { ended: 'bought' }],
    ['is not ended by the car that it is of', 7, { ...saidThree, boughtOn: START }, { step: { day: 7 } }],
    ['ends with a complaint', 3, { complainedOn: START }, { ended: 'complained' }],
    ['is not ended by a complaint of old', 3, { complainedOn: '2026-02-27' }, { step: { day: 3 } }],
  ])('%s', (_, days, more, next) => {
    const found = nextJourneyStep(steps, traveller(more), plusDays(START, days))
    if (next) expect(found).toMatchObject(next)
    else expect(found).toBeNull()
  })

  it('says every step at most once, in order, never early, never more than five days late', () => {
    const anySteps = fc
      .uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 8 })
      .map((days): JourneyStep[] => days.sort((one, other) => one - other).map((day) => ({ day, words: '您好' })))
    fc.assert(
      fc.property(anySteps, fc.array(fc.boolean(), { minLength: 130, maxLength: 130 }), (some, allowed) => {
        const said: number[] = []
        for (let days = 0; days < 130; days++) {
          const today = plusDays(START, days)
          const next = nextJourneyStep(some, traveller({ said, firstSaidAt: said.length ? AT : null }), today)
          if (!next || !('step' in next) || !allowed[days]) continue
          expect(next.step.day).toBeGreaterThan(Math.max(0, ...said))
          const late = daysBetween(plusDays(START, next.step.day), today)
          expect(late >= 0 && late <= 5).toBe(true)
          said.push(next.step.day)
        }
      }),
      { numRuns: 50, seed: 11 },
    )
  })

  const SETTINGS: CareSettings = { on: [], words: {}, journeys: {}, weatherDays: 7, silentDays: 90, premises: null }
  const told = (...said: string[]) =>
    said.reduce<CareSettings | { problem: string }>((settings, each) => {
      const command = readCareCommand(each)
      if (!command || 'problem' in settings) throw new Error(each)
      return changed(settings, command, { now: AT, zone: 'UTC' })
    }, SETTINGS)
  it('is changed step by step, and put back', () => {
    const grown = told(
      '关怀 提车后 第14天 文字 两周了',
      '关怀 提车后 第90天 删',
      'care after-delivery day 3 words Hello',
    )
    expect(grown).toMatchObject({
      journeys: {
        after_delivery: [
          { day: 3, words: 'Hello' },
          { day: 7, words: null },
          { day: 14, words: '两周了' },
          { day: 30, words: null },
        ],
      },
    })
    expect(told('关怀 保养后 第3天 删')).toMatchObject({ journeys: { after_service: [] } })
    expect(told('关怀 提车后 第7天 文字 一周了', '关怀 提车后 第7天 文字 默认')).toMatchObject({
      journeys: { after_delivery: steps },
    })
    expect(told('关怀 提车后 第7天 删', '关怀 提车后 默认')).toEqual(SETTINGS)
    expect(told('关怀 提车后 第8天 文字 默认')).toEqual({ problem: 'care.bad_step' })
    expect(told('关怀 提车后 第401天 文字 您好')).toEqual({ problem: 'care.bad_step' })
    expect(told(`关怀 提车后 第8天 文字 ${'好'.repeat(301)}`)).toEqual({ problem: 'care.too_long', longest: 300 })
    const many = Array.from({ length: 8 }, (_, index) => `关怀 提车后 第${index + 10}天 文字 您好`)
    expect(told(...many)).toMatchObject({ journeys: { after_delivery: expect.any(Array) } })
    expect(told(...many, '关怀 提车后 第50天 文字 您好')).toEqual({ problem: 'care.too_many_steps' })
  })

  it.each([
    ['关怀 提车后', { type: 'journey', journey: 'after_delivery' }],
    ['关怀 保养后 开', { type: 'switch', kinds: ['after_service'], on: true }],
    ['关怀 提车 开', { type: 'switch', kinds: ['delivery'], on: true }],
    ['care after-service off', { type: 'switch', kinds: ['after_service'], on: false }],
    ['关怀 提车后 第七天 删', null],
    ['关怀 提车后 怎么样', null],
  ])('is spoken of as: %s', (said, command) => expect(readCareCommand(said)).toEqual(command))
})
