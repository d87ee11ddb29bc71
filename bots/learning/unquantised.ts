import type { Model } from '../../src/understanding/model.js'
import type { Weights } from '../training/learn.js'

/** The weights of a model as numbers again, with rows of zeros for features that it does not know. */
export function unquantised(model: Model, features: readonly number[]): { weights: Weights; hashes: Int32Array } {
  const known = new Set(model.hashes)
  const hashes = Int32Array.from([...model.hashes, ...features.filter((hash) => !known.has(hash))])
  const { rows, width, hidden, table, shifts, unit, bias, hiddenBias, top } = model
  const numbers = new Float32Array(hashes.length * width)
  for (let row = 0; row < rows; row++) {
    const scale = 2 ** shifts[row]! * unit
    for (let j = 0; j < width; j++) numbers[row * width + j] = table[row * width + j]! * scale
  }
  return { weights: { hidden, table: numbers, bias, hiddenBias, top }, hashes }
}
