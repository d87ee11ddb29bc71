import { scaleOf, squash, type Temperature } from '../../src/understanding/classify.js'
import { OUTPUTS } from '../../src/understanding/outputs.js'
import { createRandom, shuffle } from './chance.js'
import type { Dataset } from './dataset.js'

export interface LearnOptions {
  passes: number
  rate: number
  /** Share of a message's features that are left out at random each time it is seen. */
  dropout: number
  /** Units of the hidden layer of each net. */
  hidden: number
  /** Nets that differ by their chance only, and whose scores are averaged. */
  nets: number
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

const NO_CALIBRATION: Temperature = { lead: 1, topic: 1, moderation: 1 }
const FIRST_SQUARE = 1e-2
/** The hidden layer learns more slowly than what it stands on. */
const TOP_RATE = 0.3
const HIDDEN_RATE = 0.5

/** Train on the given messages with AdaGrad, one step size a row; the same seed gives the same weights. */
export function learn(data: Dataset, messages: Uint32Array, options: LearnOptions): Weights {
  const weights = startWeights(data.hashes.length, options)
  const { hidden, table, bias, hiddenBias, top } = weights
  const width = OUTPUTS + hidden
  const random = createRandom(options.seed)
  const squares = squaresFor(data.hashes.length * 2)
  const biasSquares = squaresFor(OUTPUTS)
  const hiddenBiasSquares = squaresFor(hidden)
  const topSquares = squaresFor(top.length)
  const order = Uint32Array.from(messages)
  const active = new Uint32Array(20_000)
  const out = new Float32Array(OUTPUTS)
  const sum = new Float32Array(width)
  const gradient = new Float32Array(width)

  for (let pass = 0; pass < options.passes; pass++) {
    shuffle(order, random)
    const step = options.rate * (1 - (pass / options.passes) * 0.9)
    for (const message of order) {
      const count = pickRows(message)
      if (count === 0) continue
      const scale = scaleOf(data.totals[message]!) / (1 - options.dropout)
      forward(count, scale)
      for (let j = 0; j < OUTPUTS; j++) gradient[j] = out[j]! - data.targets[message * OUTPUTS + j]!
      backThroughHidden(step)
      for (let j = 0; j < OUTPUTS; j++) bias[j]! -= adaptive(biasSquares, j, gradient[j]!, step)
      backToRows(count, scale, step)
    }
  }
  return weights

  function pickRows(message: number): number {
    let count = 0
    for (let i = data.offsets[message]!; i < data.offsets[message + 1]!; i++)
      if (random() >= options.dropout) active[count++] = data.rows[i]!
    return count
  }

  function forward(count: number, scale: number): void {
    sum.fill(0)
    for (let i = 0; i < count; i++) {
      const base = active[i]! * width
      for (let j = 0; j < width; j++) sum[j]! += table[base + j]!
    }
    finish(weights, sum, scale, out)
    squash(out, NO_CALIBRATION)
  }

  function backThroughHidden(step: number): void {
    for (let h = 0; h < hidden; h++) {
      const value = sum[OUTPUTS + h]!
      let back = 0
      if (value > 0) {
        for (let j = 0; j < OUTPUTS; j++) {
          const k = h * OUTPUTS + j
          back += gradient[j]! * top[k]!
          top[k]! -= adaptive(topSquares, k, gradient[j]! * value, step * TOP_RATE)
        }
        hiddenBias[h]! -= adaptive(hiddenBiasSquares, h, back, step * TOP_RATE)
      }
      gradient[OUTPUTS + h] = back
    }
  }

  /** One step size for the linear part of a row and one for its hidden part: five times as fast as one a weight. */
  function backToRows(count: number, scale: number, step: number): void {
    let linear = 0
    let inner = 0
    for (let j = 0; j < width; j++) {
      gradient[j]! *= scale
      if (j < OUTPUTS) linear += (gradient[j]! * gradient[j]!) / 6
      else inner += (gradient[j]! * gradient[j]!) / hidden
    }
    for (let i = 0; i < count; i++) {
      const row = active[i]!
      squares[row * 2]! += linear
      squares[row * 2 + 1]! += inner
      const linearStep = step / Math.sqrt(squares[row * 2]!)
      const innerStep = (step * HIDDEN_RATE) / Math.sqrt(squares[row * 2 + 1]!)
      const base = row * width
      for (let j = 0; j < OUTPUTS; j++) table[base + j]! -= linearStep * gradient[j]!
      for (let j = OUTPUTS; j < width; j++) table[base + j]! -= innerStep * gradient[j]!
    }
  }
}

/** Scores of one message before they are squashed to probabilities, OUTPUTS numbers. */
export function rawScores(weights: Weights, data: Dataset, message: number): Float32Array {
  const width = OUTPUTS + weights.hidden
  const sum = new Float32Array(width)
  for (let i = data.offsets[message]!; i < data.offsets[message + 1]!; i++) {
    const base = data.rows[i]! * width
    for (let j = 0; j < width; j++) sum[j]! += weights.table[base + j]!
  }
  const out = new Float32Array(OUTPUTS)
  finish(weights, sum, scaleOf(data.totals[message]!), out)
  return out
}

/** From the sum of the rows to the scores; the hidden values are left in `sum`. */
function finish(weights: Weights, sum: Float32Array, scale: number, out: Float32Array): void {
  for (let j = 0; j < OUTPUTS; j++) out[j] = weights.bias[j]! + sum[j]! * scale
  for (let h = 0; h < weights.hidden; h++) {
    const value = sum[OUTPUTS + h]! * scale + weights.hiddenBias[h]!
    sum[OUTPUTS + h] = value
    if (value > 0) for (let j = 0; j < OUTPUTS; j++) out[j]! += value * weights.top[h * OUTPUTS + j]!
  }
}

function startWeights(rows: number, { hidden, seed }: LearnOptions): Weights {
  const random = createRandom(seed + 1_000)
  const width = OUTPUTS + hidden
  const table = new Float32Array(rows * width)
  for (let row = 0; row < rows; row++)
    for (let j = OUTPUTS; j < width; j++) table[row * width + j] = (random() - 0.5) * 0.4
  const top = Float32Array.from({ length: hidden * OUTPUTS }, () => (random() - 0.5) * 0.5)
  return { hidden, table, bias: new Float32Array(OUTPUTS), hiddenBias: new Float32Array(hidden), top }
}

function squaresFor(length: number): Float32Array {
  return new Float32Array(length).fill(FIRST_SQUARE)
}

function adaptive(squares: Float32Array, at: number, gradient: number, step: number): number {
  const square = squares[at]! + gradient * gradient
  squares[at] = square
  return (step * gradient) / Math.sqrt(square)
}
