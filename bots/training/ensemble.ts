import { OUTPUTS } from '../../src/understanding/outputs.js'
import type { Dataset } from './dataset.js'
import { type LearnOptions, learn, type Weights } from './learn.js'

/**
 * Train several nets that differ by their chance only and write them as one: the linear parts are averaged, the hidden
 * layers stand side by side, each with its share of the vote.
 */
export function learnTogether(data: Dataset, messages: Uint32Array, options: LearnOptions): Weights {
  const nets = Array.from({ length: options.nets }, (_, net) =>
    learn(data, messages, { ...options, seed: options.seed + net }),
  )
  const hidden = options.hidden * nets.length
  const from = OUTPUTS + options.hidden
  const width = OUTPUTS + hidden
  const rows = data.hashes.length
  const table = new Float32Array(rows * width)
  const bias = new Float32Array(OUTPUTS)
  const hiddenBias = new Float32Array(hidden)
  const top = new Float32Array(hidden * OUTPUTS)
  for (const [rank, net] of nets.entries()) {
    const at = rank * options.hidden
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < OUTPUTS; j++) table[row * width + j]! += net.table[row * from + j]! / nets.length
      table.set(net.table.subarray(row * from + OUTPUTS, (row + 1) * from), row * width + OUTPUTS + at)
    }
    for (let j = 0; j < OUTPUTS; j++) bias[j]! += net.bias[j]! / nets.length
    hiddenBias.set(net.hiddenBias, at)
    for (let i = 0; i < net.top.length; i++) top[at * OUTPUTS + i] = net.top[i]! / nets.length
  }
  return { hidden, table, bias, hiddenBias, top }
}
