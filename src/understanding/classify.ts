import type { Features } from './features.js'
import { type Model, rowOf } from './model.js'
import { MODERATION_AT, OUTPUTS, TOPIC_AT } from './outputs.js'

/** Probabilities by output, calibrated. The array is reused: valid until the next call. */
export type Classify = (features: Features) => Float32Array

/** Feature rows that the last call used, for evidence. */
export interface Classifier {
  classify: Classify
  /** How much each feature of the last text spoke for an output: calls back with (feature index, weight). */
  explain(output: number, tell: (feature: number, weight: number) => void): void
}

/** Sum the weight rows of the features a text has, send the sum through the hidden layer, and calibrate. */
export function createClassifier(model: Model): Classifier {
  const { width, hidden, table, shifts, unit, bias, hiddenBias, top, temperature } = model
  const seen = new Uint32Array(model.rows)
  const rows = new Int32Array(20_000)
  const index = new Int32Array(20_000)
  const sum = new Int32Array(width)
  const out = new Float32Array(OUTPUTS)
  const slope = new Float32Array(hidden)
  const pull = new Float32Array(hidden)
  let stamp = 0
  let count = 0

  function classify(features: Features): Float32Array {
    stamp++
    count = 0
    let unique = 0
    sum.fill(0)
    for (let i = 0; i < features.count; i++) {
      const row = rowOf(model, features.hashes[i]!)
      if (row < 0) {
        unique++
        continue
      }
      if (seen[row] === stamp) continue
      unique++
      seen[row] = stamp
      rows[count] = row
      index[count++] = i
    }
    addRows()
    const scale = scaleOf(unique) * unit
    for (let j = 0; j < OUTPUTS; j++) out[j] = bias[j]! + sum[j]! * scale
    for (let h = 0; h < hidden; h++) {
      const value = sum[OUTPUTS + h]! * scale + hiddenBias[h]!
      slope[h] = value > 0 ? 1 : 0
      if (value <= 0) continue
      const from = h * OUTPUTS
      for (let j = 0; j < OUTPUTS; j++) out[j]! += value * top[from + j]!
    }
    squash(out, temperature)
    return out
  }

  /** Four rows at a time: most of the cost is reading and writing the sums. */
  function addRows(): void {
    for (let i = count; i < count + 3; i++) rows[i] = model.rows
    for (let i = 0; i < count; i += 4) {
      const a = rows[i]! * width
      const b = rows[i + 1]! * width
      const c = rows[i + 2]! * width
      const d = rows[i + 3]! * width
      const as = shifts[rows[i]!]!
      const bs = shifts[rows[i + 1]!]!
      const cs = shifts[rows[i + 2]!]!
      const ds = shifts[rows[i + 3]!]!
      for (let j = 0; j < width; j++)
        sum[j] =
          (sum[j]! + (table[a + j]! << as) + (table[b + j]! << bs) + (table[c + j]! << cs) + (table[d + j]! << ds)) | 0
    }
  }

  function explain(output: number, tell: (feature: number, weight: number) => void): void {
    // Topics are plain enough for the linear part; it is asked for on every second message.
    const deep = output < TOPIC_AT || output >= MODERATION_AT
    for (let h = 0; h < hidden; h++) pull[h] = slope[h] ? top[h * OUTPUTS + output]! : 0
    for (let i = 0; i < count; i++) {
      const base = rows[i]! * width
      let weight = table[base + output]!
      for (let h = 0; deep && h < hidden; h++) weight += table[base + OUTPUTS + h]! * pull[h]!
      tell(index[i]!, weight * 2 ** shifts[rows[i]!]! * unit)
    }
  }
  return { classify, explain }
}

/**
 * What the sum of the rows is multiplied by, from the number of features. Features that were never learnt count too: a
 * text of mostly unknown words should say little.
 */
export function scaleOf(features: number): number {
  return 1 / Math.sqrt(Math.max(1, features))
}

/** Scores to probabilities: each lead by itself, topics among themselves, moderation likewise. */
export function squash(out: Float32Array, temperature: Temperature): void {
  for (let j = 0; j < TOPIC_AT; j++) out[j] = 1 / (1 + Math.exp(-out[j]! / temperature.lead))
  softmax(out, TOPIC_AT, MODERATION_AT, temperature.topic)
  softmax(out, MODERATION_AT, OUTPUTS, temperature.moderation)
}

/** What the raw scores are divided by, so that a score of 0.7 is right seven times in ten. */
export interface Temperature {
  lead: number
  topic: number
  moderation: number
}

function softmax(out: Float32Array, from: number, to: number, temperature: number): void {
  let most = -Infinity
  for (let j = from; j < to; j++) most = Math.max(most, out[j]!)
  let total = 0
  for (let j = from; j < to; j++) total += out[j] = Math.exp((out[j]! - most) / temperature)
  for (let j = from; j < to; j++) out[j]! /= total
}
