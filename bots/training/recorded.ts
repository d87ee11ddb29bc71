import { figures, headline, MEASURED, type Measure } from './measure.js'
import type { Shipped } from './shipped.js'

/** Figures by name, each between 0 and 1, more is better. */
export type FigureSet = Record<string, number>

/** data/eval/recorded.json: what a model has to reach from now on. */
export interface Recorded {
  model: string
  shipped: FigureSet
  /** Leave-one-file-out figures over the corpus; they take minutes, so only `npm run eval` compares them. */
  crossed?: FigureSet
}

/**
 * How far a figure may be below the recorded one. Two models that differ by their chance only differ by about two
 * messages: among the hundred leads or violations of data/held-out that is 0.02, among the thirty of one label 0.06, and
 * next to nothing among the thousands of the corpus. The examples are met exactly.
 */
const TOLERANCE = { lead: 0.02, violation: 0.02, topic: 0.02, label: 0.06, crossed: 0.005, example: 0 }

export function shippedFigures({ overall, examples }: Shipped): FigureSet {
  const { advertsFound, adverts, normalsPunished, normalsToReview, normals, pricesRight, prices } = examples
  return {
    ...labelFigures(overall),
    'example: adverts found': advertsFound / adverts,
    'example: normal messages not punished': 1 - normalsPunished / normals,
    'example: normal messages left alone': 1 - (normalsPunished + normalsToReview) / normals,
    'example: prices told apart': pricesRight / prices,
  }
}

/** F1 by label, and the share of topics that are right. */
export function labelFigures(measure: Measure): FigureSet {
  const labels = MEASURED.map((label) => [label, figures(measure.counts[label]!).f1] as const)
  return { ...Object.fromEntries(labels), topic: headline(measure).topic }
}

/** Sentences about the figures that are below the recorded ones by more than chance explains. */
export function fallen(before: Recorded, now: Recorded): string[] {
  return [
    ...compare(before.shipped, now.shipped, toleranceOf),
    ...compare(before.crossed ?? {}, now.crossed ?? before.crossed ?? {}, () => TOLERANCE.crossed),
  ]
}

/** Nothing fell, and what was recorded is better on average. */
export function isBetter(before: Recorded, now: Recorded): boolean {
  const gains = (was: FigureSet = {}, is: FigureSet = {}) =>
    Object.entries(was).map(([name, value]) => is[name]! - value)
  const all = [...gains(before.shipped, now.shipped), ...gains(before.crossed, now.crossed ?? before.crossed)]
  return fallen(before, now).length === 0 && all.reduce((sum, gain) => sum + gain, 0) > 0
}

function compare(before: FigureSet, now: FigureSet, tolerance: (name: string) => number): string[] {
  return Object.entries(before)
    .filter(([name, was]) => (now[name] ?? 0) < was - tolerance(name) - 1e-5)
    .map(([name, was]) => `${name}: ${(now[name] ?? 0).toFixed(3)}, recorded ${was.toFixed(3)}`)
}

function toleranceOf(name: string): number {
  if (name.startsWith('example: ')) return TOLERANCE.example
  return name === 'lead' || name === 'violation' || name === 'topic' ? TOLERANCE[name] : TOLERANCE.label
}
