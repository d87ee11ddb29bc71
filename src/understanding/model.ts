import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CheyouError } from '../kit/errors.js'
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

const temperature = z.number().positive()

/** What model.json says of the weights beside it. */
const card = z.object({
  version: z.string().regex(/^[0-9a-f]{10}$/),
  rows: z.number().int().positive(),
  hidden: z.number().int().nonnegative(),
  temperature: z.object({ lead: temperature, topic: temperature, moderation: temperature }),
  bias: z.array(z.number()).length(OUTPUTS),
  hiddenBias: z.array(z.number()),
  top: z.array(z.number()),
  /** Set when it was made from another model and a dealer's corrections. */
  learnt: z
    .object({
      /** Version of the shipped model that it was made from. */
      base: z.string(),
      corrections: z.number().int().nonnegative(),
      /** UTC epoch ms: the newest correction, and when it was learnt. */
      until: z.number().int(),
      at: z.number().int(),
    })
    .optional(),
})
export type ModelCard = z.infer<typeof card>

export const MODEL_FOLDER = fileURLToPath(new URL('../../data/model/', import.meta.url))

/** Reads model.json of a folder. Throws `model_invalid` when it is missing or no model card. */
export function readCard(folder: string = MODEL_FOLDER): ModelCard {
  try {
    return card.parse(JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')))
  } catch (error) {
    throw new CheyouError('model_invalid', { where: join(folder, 'model.json') }, { cause: error })
  }
}

/** Read the model of a folder: model.json and weights.bin. Throws `model_invalid` when one is missing or damaged. */
export function loadModel(folder: string = MODEL_FOLDER): Model {
  const card = readCard(folder)
  const where = join(folder, 'weights.bin')
  try {
    const bytes = readFileSync(where)
    if (versionOf(bytes) !== card.version) throw new Error('the weights are not those of the model card')
    return unpack(card, bytes)
  } catch (error) {
    throw new CheyouError('model_invalid', { where }, { cause: error })
  }
}

/** A model is called by its weights. */
export const versionOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 10)

/** Hashes, scales and table, one after another, little-endian. */
export function unpack(card: ModelCard, bytes: Buffer): Model {
  const width = OUTPUTS + card.hidden
  const { rows, hidden } = card
  if (bytes.length !== rows * (8 + width) || card.hiddenBias.length !== hidden || card.top.length !== hidden * OUTPUTS)
    throw new Error('the weights do not fit the model card')
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
