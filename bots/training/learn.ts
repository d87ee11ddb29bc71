import { scaleOf, squash, type Temperature } from '../../src/understanding/classify.js'
import { OUTPUTS } from '../../src/understanding/outputs.js'
import type { Dataset } from './dataset.js'

export interface LearnOptions {
  passes: number
  rate: number
  /** Share of a message's features that are left out at random each time it is seen. */
  dropout: number
  decay: number
  hidden: number
  seed: number
}

/** A linear model beside a small hidden layer that sees combinations of features. */
export interface Weights {
  hidden: number
  /** OUTPUTS + hidden numbers a row. */
  table: Float32Array
  bias: Float32Array
  hiddenBias: Float32Array
  /** hidden × OUTPUTS. */
  top: Float32Array
}

/** Train on the given messages with AdaGrad; the same seed gives the same weights. */
export function learn(data: Dataset, messages: Uint32Array, options: LearnOptions): Weights {
  const { hidden, rate, dropout } = options
  const width = OUTPUTS + hidden
  const random = createRandom(options.seed)
  const table = new Float32Array(data.hashes.length * width)
  const square = new Float32Array(table.length).fill(1e-2)
  const bias = new Float32Array(OUTPUTS)
  const biasSquare = new Float32Array(OUTPUTS).fill(1e-2)
  const hiddenBias = new Float32Array(hidden)
  const hiddenBiasSquare = new Float32Array(hidden).fill(1e-2)
  const top = new Float32Array(hidden * OUTPUTS)
  const topSquare = new Float32Array(top.length).fill(1e-2)
  for (let row = 0; row < data.hashes.length; row++)
    for (let h = 0; h < hidden; h++) table[row * width + OUTPUTS + h] = (random() - 0.5) * 0.4
  for (let i = 0; i < top.length; i++) top[i] = (random() - 0.5) * 0.5

  const order = Uint32Array.from(messages)
  const active = new Uint32Array(20_000)
  const out = new Float32Array(OUTPUTS)
  const sum = new Float32Array(width)
  const gradient = new Float32Array(width)
  for (let pass = 0; pass < options.passes; pass++) {
    shuffle(order, random)
    const step = rate * (1 - (pass / options.passes) * 0.9)
    for (const message of order) {
      let count = 0
      for (let i = data.offsets[message]!; i < data.offsets[message + 1]!; i++)
        if (random() >= dropout) active[count++] = data.rows[i]! * width
      if (count === 0) continue
      const scale = scaleOf(data.totals[message]! * (1 - dropout))
      sum.fill(0)
      for (let i = 0; i < count; i++) {
        const base = active[i]!
        for (let j = 0; j < width; j++) sum[j]! += table[base + j]!
      }
      for (let j = 0; j < OUTPUTS; j++) out[j] = bias[j]! + sum[j]! * scale
      for (let h = 0; h < hidden; h++) {
        const value = sum[OUTPUTS + h]! * scale + hiddenBias[h]!
        sum[OUTPUTS + h] = value
        if (value > 0) for (let j = 0; j < OUTPUTS; j++) out[j]! += value * top[h * OUTPUTS + j]!
      }
      squash(out, NO_CALIBRATION)
      const target = message * OUTPUTS
      for (let j = 0; j < OUTPUTS; j++) gradient[j] = out[j]! - data.targets[target + j]!
      for (let h = 0; h < hidden; h++) {
        const value = sum[OUTPUTS + h]!
        let back = 0
        if (value > 0) {
          for (let j = 0; j < OUTPUTS; j++) {
            const k = h * OUTPUTS + j
            back += gradient[j]! * top[k]!
            const g = gradient[j]! * value + 1e-5 * top[k]!
            topSquare[k]! += g * g
            top[k]! -= (step * 0.3 * g) / Math.sqrt(topSquare[k]!)
          }
          hiddenBiasSquare[h]! += back * back
          hiddenBias[h]! -= (step * 0.3 * back) / Math.sqrt(hiddenBiasSquare[h]!)
        }
        gradient[OUTPUTS + h] = back
      }
      for (let j = 0; j < OUTPUTS; j++) {
        const g = gradient[j]!
        biasSquare[j]! += g * g
        bias[j]! -= (step * g) / Math.sqrt(biasSquare[j]!)
      }
      for (let j = 0; j < width; j++) gradient[j]! *= scale
      for (let i = 0; i < count; i++) {
        const base = active[i]!
        for (let j = 0; j < width; j++) {
          const g = gradient[j]!
          const k = base + j
          const s = square[k]! + g * g
          square[k] = s
          table[k]! -= step * (g / Math.sqrt(s) + options.decay * table[k]!)
        }
      }
    }
  }
  return { hidden, table, bias, hiddenBias, top }
}

/** Scores of one message before they are squashed to probabilities, OUTPUTS numbers. */
export function rawScores(weights: Weights, data: Dataset, message: number): Float32Array {
  const width = OUTPUTS + weights.hidden
  const sum = new Float32Array(width)
  const from = data.offsets[message]!
  const to = data.offsets[message + 1]!
  for (let i = from; i < to; i++) {
    const base = data.rows[i]! * width
    for (let j = 0; j < width; j++) sum[j]! += weights.table[base + j]!
  }
  const scale = scaleOf(data.totals[message]!)
  const out = new Float32Array(OUTPUTS)
  for (let j = 0; j < OUTPUTS; j++) out[j] = weights.bias[j]! + sum[j]! * scale
  for (let h = 0; h < weights.hidden; h++) {
    const value = sum[OUTPUTS + h]! * scale + weights.hiddenBias[h]!
    if (value > 0) for (let j = 0; j < OUTPUTS; j++) out[j]! += value * weights.top[h * OUTPUTS + j]!
  }
  return out
}

const NO_CALIBRATION: Temperature = { lead: 1, topic: 1, moderation: 1 }

/** mulberry32: small, fast, and the same on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}
