import type { Dataset } from './dataset.js'

/**
 * The data set as a model sees it that has met these messages only: a feature keeps its row when at least `least` of
 * them have it. Whatever else the other messages hold is unknown to it, as it is to a model that is shipped.
 */
export function restrict(data: Dataset, messages: Uint32Array, least: number): Dataset {
  const frequency = new Uint32Array(data.hashes.length)
  for (const message of messages)
    for (let i = data.offsets[message]!; i < data.offsets[message + 1]!; i++) frequency[data.rows[i]!]!++

  const rowOf = new Int32Array(data.hashes.length).fill(-1)
  const hashes: number[] = []
  for (const [row, count] of frequency.entries()) if (count >= least) rowOf[row] = hashes.push(data.hashes[row]!) - 1

  const rows = new Uint32Array(data.rows.length)
  const offsets = new Uint32Array(data.size + 1)
  let kept = 0
  for (let message = 0; message < data.size; message++) {
    for (let i = data.offsets[message]!; i < data.offsets[message + 1]!; i++) {
      const row = rowOf[data.rows[i]!]!
      if (row >= 0) rows[kept++] = row
    }
    offsets[message + 1] = kept
  }
  return { ...data, offsets, rows: rows.slice(0, kept), hashes: Int32Array.from(hashes) }
}
