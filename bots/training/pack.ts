import type { Temperature } from '../../src/understanding/classify.js'
import { type ModelCard, versionOf } from '../../src/understanding/model.js'
import { OUTPUTS } from '../../src/understanding/outputs.js'
import type { Dataset } from './dataset.js'
import type { Weights } from './learn.js'

/** Quantise to 8 bits a weight, one scale a row; leave out rows that say next to nothing. */
export function pack(
  weights: Weights,
  data: Pick<Dataset, 'hashes'>,
  temperature: Temperature,
): { card: ModelCard; bytes: Buffer } {
  const width = OUTPUTS + weights.hidden
  const kept: { row: number; largest: number }[] = []
  for (let row = 0; row < data.hashes.length; row++) {
    let largest = 0
    for (let j = 0; j < width; j++) largest = Math.max(largest, Math.abs(weights.table[row * width + j]!))
    if (largest > 0) kept.push({ row, largest })
  }
  const rows = kept.length
  const bytes = Buffer.alloc(rows * (8 + width))
  for (const [i, { row, largest }] of kept.entries()) {
    // A power of two, so that reading a row is shifting whole numbers.
    const scale = 2 ** Math.ceil(Math.log2(largest / 127))
    bytes.writeInt32LE(data.hashes[row]!, i * 4)
    bytes.writeFloatLE(scale, (rows + i) * 4)
    for (let j = 0; j < width; j++)
      bytes.writeInt8(Math.round(weights.table[row * width + j]! / scale), rows * 8 + i * width + j)
  }
  const numbers = (array: Float32Array) => Array.from(array, (value) => Math.round(value * 1e5) / 1e5)
  const card: ModelCard = {
    version: versionOf(bytes),
    rows,
    hidden: weights.hidden,
    temperature,
    bias: numbers(weights.bias),
    hiddenBias: numbers(weights.hiddenBias),
    top: numbers(weights.top),
  }
  return { card, bytes }
}
