import { describe, expect, it } from '@jest/globals'
import { readCorpus, readHeldOut } from '../../bots/training/corpus.js'
import { fallen, isBetter, type Recorded, shippedFigures } from '../../bots/training/recorded.js'
import { readResult } from '../../bots/training/results.js'
import { measureShipped } from '../../bots/training/shipped.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { nearestOf } from './likeness.js'

/** Shorter lines are greetings and thanks, which anybody writes. */
const SHORTEST = 8
const TOO_ALIKE = 0.6

describe('figures on texts written apart from the corpus', () => {
  const recorded = readResult<Recorded>('recorded')!
  const shipped = measureShipped(createUnderstand())
  const now = { model: shipped.model, shipped: shippedFigures(shipped) }

  it('are as good as those that were recorded', () => {
    expect(fallen(recorded, now)).toEqual([])
  })

  it('are as good as promised', () => {
    expect(now.shipped.lead).toBeGreaterThanOrEqual(0.87)
    expect(now.shipped.violation).toBeGreaterThanOrEqual(0.9)
    expect(now.shipped.topic).toBeGreaterThanOrEqual(0.88)
  })

  it('act by themselves on hardly any message that says nothing of the kind', () => {
    expect(shipped.acted.leads).toBeLessThanOrEqual(5)
    expect(shipped.acted.violations).toBeLessThanOrEqual(3)
  })

  it('come from texts that are not in the corpus, nor nearly', () => {
    const nearest = nearestOf(readCorpus().flatMap(({ messages }) => messages.map(({ text }) => text)))
    const alike = readHeldOut()
      .flatMap(({ messages }) => messages.map(({ text }) => text))
      .filter((text) => text.length >= SHORTEST && nearest(text) >= TOO_ALIKE)
    expect(alike).toEqual([])
  })
})

describe('the record of figures', () => {
  const before: Recorded = {
    model: 'old',
    shipped: { lead: 0.9, illegal: 0.9, 'example: adverts found': 0.95 },
    crossed: { lead: 0.88 },
  }
  const changed = (shipped: Record<string, number>, crossed = before.crossed): Recorded => ({
    model: 'new',
    shipped: { ...before.shipped, ...shipped },
    crossed,
  })

  it('lets chance have its way', () => {
    expect(fallen(before, changed({ lead: 0.885, illegal: 0.85 }, { lead: 0.876 }))).toEqual([])
  })

  it('names each figure that fell', () => {
    expect(fallen(before, changed({ lead: 0.87, 'example: adverts found': 0.925 }, { lead: 0.87 }))).toEqual([
      'lead: 0.870, recorded 0.900',
      'example: adverts found: 0.925, recorded 0.950',
      'lead: 0.870, recorded 0.880',
    ])
  })

  it('misses a figure that is gone', () => {
    expect(fallen(before, { model: 'new', shipped: { lead: 0.9, illegal: 0.9 } })).toHaveLength(1)
  })

  it('is written anew by what is better on the whole and worse nowhere', () => {
    expect(isBetter(before, changed({ lead: 0.91 }))).toBe(true)
    expect(isBetter(before, changed({ lead: 0.89 }))).toBe(false)
    expect(isBetter(before, changed({ lead: 0.95, illegal: 0.8 }))).toBe(false)
  })
})
