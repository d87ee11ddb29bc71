import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Temperature } from './classify.js'
import { OUTPUTS } from './outputs.js'

/** Trained weights. A feature is found by its hash; its row holds OUTPUTS + hidden weights in 8 bits. */
export interface Model {
  version: string
  rows: number
  width: number
  hidden: number
  hashes: Int32Array
  slots: Int32Array
  /** One more row than `rows`, of zeros: what stands where there is no feature. */
  table: Int8Array
  /** By how many bits the 8-bit weights of a row are shifted to be multiples of `unit`. */
  shifts: Uint8Array
  unit: number
  bias: Float32Array
  hiddenBias: Float32Array
  top: Float32Array
  temperature: Temperature
}

/** What data/model/model.json says of the weights beside it. */
export interface ModelCard {
  version: string
  rows: number
  hidden: number
  temperature: Temperature
  bias: number[]
  hiddenBias: number[]
  top: number[]
}

export const MODEL_FOLDER = fileURLToPath(new URL('../../data/model/', import.meta.url))

/** Read the model of a folder: model.json and weights.bin. Throws when it is missing or does not fit. */
export function loadModel(folder: string = MODEL_FOLDER): Model {
  const card = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ModelCard
  const bytes = readFileSync(join(folder, 'weights.bin'))
  return unpack(card, bytes)
}

/** Hashes, scales and table, one after another, little-endian. */
export function unpack(card: ModelCard, bytes: Buffer): Model {
  const width = OUTPUTS + card.hidden
  const { rows } = card
  if (bytes.length !== rows * (8 + width)) throw new Error('The weights do not fit the model card: run npm run train')
  const buffer = new ArrayBuffer(bytes.length + width)
  new Uint8Array(buffer).set(bytes)
  const hashes = new Int32Array(buffer, 0, rows)
  return {
    version: card.version,
    rows,
    width,
    hidden: card.hidden,
    hashes,
    slots: buildSlots(hashes),
    ...shiftsOf(new Float32Array(buffer, rows * 4, rows)),
    table: new Int8Array(buffer, rows * 8, (rows + 1) * width),
    bias: Float32Array.from(card.bias),
    hiddenBias: Float32Array.from(card.hiddenBias),
    top: Float32Array.from(card.top),
    temperature: card.temperature,
  }
}

/** Rows with weights far below the largest ones count as if they were this many bits smaller at most. */
const MOST_SHIFT = 14

/** Scales are powers of two: the largest is `unit` shifted by MOST_SHIFT. Whole numbers add up faster than fractions. */
function shiftsOf(scales: Float32Array): { shifts: Uint8Array; unit: number } {
  let largest = 0
  for (const scale of scales) largest = Math.max(largest, scale)
  const unit = largest / 2 ** MOST_SHIFT
  const shifts = new Uint8Array(scales.length + 1)
  for (const [row, scale] of scales.entries()) shifts[row] = Math.max(0, Math.round(Math.log2(scale / unit)))
  return { shifts, unit }
}

/** Row of a feature, -1 when the model never learnt it. */
export function rowOf(model: Model, hash: number): number {
  const { slots, hashes } = model
  const mask = slots.length - 1
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const row = slots[slot]! - 1
    if (row < 0 || hashes[row] === hash) return row
  }
}

function buildSlots(hashes: Int32Array): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(hashes.length * 2 + 2)))
  const mask = slots.length - 1
  for (let row = 0; row < hashes.length; row++) {
    let slot = hashes[row]! & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = row + 1
  }
  return slots
}
