import { readFileSync } from 'node:fs'
import { THRESHOLDS, type Understand } from '../../src/understanding/index.js'
import type { Moderation } from '../../src/understanding/meaning.js'

type Examples = Record<'ads' | 'normals' | 'price_violation' | 'price_allow', { text: string }[]>

/** How many of the examples of moderation come out as they should. */
export interface ExampleFigures {
  advertsFound: number
  adverts: number
  normalsPunished: number
  normalsToReview: number
  normals: number
  pricesRight: number
  prices: number
}

/** Disguised adverts, normal messages that look like them, and talk of this store's prices beside talk of other prices. */
export function measureExamples(understand: Understand): ExampleFigures {
  const file = new URL('../../test/fixtures/moderation_examples.json', import.meta.url)
  const examples = JSON.parse(readFileSync(file, 'utf8')) as Examples
  const saysOf = (texts: { text: string }[]) =>
    texts
      .map(({ text }) => understand(text))
      .map(({ moderation, scores }) => ({ moderation, score: scores[moderation]! }))
  const flagged = saysOf(examples.normals).filter(({ moderation }) => moderation !== 'clean')
  const punished = flagged.filter(({ moderation, score }) => score >= actFrom(moderation))
  const count = (texts: { text: string }[], is: (moderation: Moderation) => boolean) =>
    saysOf(texts).filter(({ moderation }) => is(moderation)).length
  return {
    advertsFound: count(examples.ads, (moderation) => moderation !== 'clean'),
    adverts: examples.ads.length,
    normalsPunished: punished.length,
    normalsToReview: flagged.length - punished.length,
    normals: examples.normals.length,
    pricesRight:
      count(examples.price_violation, (moderation) => moderation === 'service_price') +
      count(examples.price_allow, (moderation) => moderation === 'clean'),
    prices: examples.price_violation.length + examples.price_allow.length,
  }
}

function actFrom(moderation: Moderation): number {
  return moderation === 'clean' ? Number.POSITIVE_INFINITY : THRESHOLDS[moderation].act
}
