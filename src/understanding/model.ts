import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
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
  table: Int8Array
  /** What the 8-bit weights of a row are multiplied by. */
  scales: Float32Array
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

/** Read the model of a folder: model.json and weights.bin.br. Throws when it is missing or does not fit. */
export function loadModel(folder: string = MODEL_FOLDER): Model {
  const card = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ModelCard
  const packed = join(folder, 'weights.bin')
  const bytes = existsSync(packed) ? readFileSync(packed) : brotliDecompressSync(readFileSync(`${packed}.br`))
  return unpack(card, bytes)
}

/** Hashes, scales and table, one after another, little-endian. */
export function unpack(card: ModelCard, bytes: Buffer): Model {
  const width = OUTPUTS + card.hidden
  const { rows } = card
  if (bytes.length !== rows * (8 + width)) throw new Error('The weights do not fit the model card: run npm run train')
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
  const hashes = new Int32Array(buffer, 0, rows)
  return {
    version: card.version,
    rows,
    width,
    hidden: card.hidden,
    hashes,
    slots: buildSlots(hashes),
    scales: new Float32Array(buffer, rows * 4, rows),
    table: new Int8Array(buffer, rows * 8, rows * width),
    bias: Float32Array.from(card.bias),
    hiddenBias: Float32Array.from(card.hiddenBias),
    top: Float32Array.from(card.top),
    temperature: card.temperature,
  }
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
