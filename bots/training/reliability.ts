import { ANY_LEAD_AT, MODERATION_AT, OUTPUTS } from '../../src/understanding/outputs.js'
import type { Dataset } from './dataset.js'
import type { HeldOut } from './hold-out.js'

/** Of the messages scored in a band: how many, their mean score, and the share that truly had the label. */
export interface Band {
  from: number
  to: number
  messages: number
  meanScore: number
  share: number
}

export interface Reliability {
  lead: Band[]
  violation: Band[]
}

const EDGES = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001]

/** Reliability of the score of any lead and of any violation. `heldOut.scores` are probabilities. */
export function reliability(heldOut: HeldOut, data: Dataset): Reliability {
  return {
    lead: bands(heldOut, (at) => [heldOut.scores[at + ANY_LEAD_AT]!, data.targets[at + ANY_LEAD_AT] === 1]),
    violation: bands(heldOut, (at) => [
      1 - heldOut.scores[at + MODERATION_AT]!,
      data.targets[at + MODERATION_AT] === 0,
    ]),
  }
}

/** By how much a score is off on average: the expected calibration error. */
export function expectedError(bands: Band[]): number {
  const all = bands.reduce((sum, band) => sum + band.messages, 0)
  return bands.reduce((sum, band) => sum + (band.messages / all) * Math.abs(band.meanScore - band.share), 0)
}

function bands(heldOut: HeldOut, look: (at: number) => [score: number, true_: boolean]): Band[] {
  const found = EDGES.slice(1).map((to, i) => ({
    from: EDGES[i]!,
    to: Math.min(1, to),
    messages: 0,
    meanScore: 0,
    share: 0,
  }))
  for (const message of heldOut.messages) {
    const [score, wanted] = look(message * OUTPUTS)
    const band = found[EDGES.findIndex((edge) => score < edge) - 1]!
    band.messages++
    band.meanScore += score
    if (wanted) band.share++
  }
  for (const band of found) {
    band.meanScore /= Math.max(1, band.messages)
    band.share /= Math.max(1, band.messages)
  }
  return found
}
