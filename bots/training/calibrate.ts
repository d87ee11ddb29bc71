import { squash, type Temperature } from '../../src/understanding/classify.js'
import { MODERATION_AT, OUTPUTS, TOPIC_AT } from '../../src/understanding/outputs.js'
import type { Dataset } from './dataset.js'
import type { HeldOut } from './hold-out.js'

const CANDIDATES = Array.from({ length: 41 }, (_, i) => 0.5 * 1.06 ** i)

/** For each of the three answers the temperature under which what was held out is least surprising. */
export function calibrate(heldOut: HeldOut, data: Dataset): Temperature {
  const temperatureOf = (from: number, to: number) =>
    best(CANDIDATES, (temperature) => surprise(heldOut, data, from, to, temperature))
  return {
    lead: temperatureOf(0, TOPIC_AT),
    topic: temperatureOf(TOPIC_AT, MODERATION_AT),
    moderation: temperatureOf(MODERATION_AT, OUTPUTS),
  }
}

/** Mean negative log-likelihood of the true answers. */
function surprise(heldOut: HeldOut, data: Dataset, from: number, to: number, temperature: number): number {
  const out = new Float32Array(OUTPUTS)
  let total = 0
  for (const message of heldOut.messages) {
    out.set(heldOut.scores.subarray(message * OUTPUTS, (message + 1) * OUTPUTS))
    squash(out, { lead: temperature, topic: temperature, moderation: temperature })
    for (let j = from; j < to; j++) {
      const wanted = data.targets[message * OUTPUTS + j] === 1
      if (wanted) total -= Math.log(Math.max(1e-6, out[j]!))
      else if (from === 0) total -= Math.log(Math.max(1e-6, 1 - out[j]!))
    }
  }
  return total / heldOut.messages.length
}

function best(candidates: number[], cost: (candidate: number) => number): number {
  let chosen = candidates[0]!
  let least = Infinity
  for (const candidate of candidates) {
    const value = cost(candidate)
    if (value < least) {
      least = value
      chosen = candidate
    }
  }
  return Math.round(chosen * 1000) / 1000
}
