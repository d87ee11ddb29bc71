import { createClassifier, scaleOf, squash } from '../../src/understanding/classify.js'
import type { Model } from '../../src/understanding/model.js'
import { OUTPUTS, TOPIC_AT } from '../../src/understanding/outputs.js'
import { createReader } from '../../src/understanding/read.js'
import { createRandom, shuffle } from './chance.js'
import type { Labelled } from './corpus.js'
import { writeTargets } from './dataset.js'

export interface RefineOptions {
  passes: number
  rate: number
  /** How many messages of the corpus a correction weighs. */
  weight: number
  /** By how much what was learnt shrinks at each step: it stays near the old model unless something speaks for more. */
  decay: number
  /**
   * Share of a correction's features that are left out at random each time it is seen: what is left has to do, and so
   * people who say the same in other words are understood as well.
   */
  dropout: number
  seed: number
}

/** A message as refining sees it: its features, what the old model answers (as logits), what it should answer. */
export interface Example {
  features: Int32Array
  logits: Float32Array
  targets: Uint8Array
}

/** What refining adds to the old model, in calibrated logits: OUTPUTS numbers for each feature of a corrected message. */
export interface Refinement {
  rowOf: ReadonlyMap<number, number>
  table: Float32Array
}

const AS_THEY_ARE = { lead: 1, topic: 1, moderation: 1 }
const FIRST_SQUARE = 1e-2
/** Whatever is as right as this teaches nothing. */
const RIGHT_ENOUGH = 0.02

/** Reads messages with the old model. */
export function createExamples(model: Model): (message: Labelled) => Example {
  const read = createReader()
  const { classify } = createClassifier(model)
  return (message) => {
    const { features } = read(message.text)
    const targets = new Uint8Array(OUTPUTS)
    writeTargets(message, targets, 0)
    return {
      features: Int32Array.from(new Set(features.hashes.subarray(0, features.count))),
      logits: toLogits(Float32Array.from(classify(features))),
      targets,
    }
  }
}

/** Probabilities back to scores that `squash` takes; within a softmax they are known up to a constant, which is enough. */
function toLogits(scores: Float32Array): Float32Array {
  for (let j = 0; j < OUTPUTS; j++) {
    const score = Math.min(Math.max(scores[j]!, 1e-6), 1 - 1e-6)
    scores[j] = j < TOPIC_AT ? Math.log(score / (1 - score)) : Math.log(score)
  }
  return scores
}

/**
 * Learns corrections on top of a model that stays as it is: a linear layer over the features of the corrected messages,
 * which the corpus (`replay`) holds in place wherever it knows better. Takes a second or two, and the same input gives
 * the same numbers.
 */
export function refine(
  corrections: readonly Example[],
  replay: readonly Example[],
  { passes, rate, weight, decay, dropout, seed }: RefineOptions,
): Refinement {
  const rowOf = new Map<number, number>()
  for (const { features } of corrections) for (const hash of features) if (!rowOf.has(hash)) rowOf.set(hash, rowOf.size)
  const table = new Float32Array(rowOf.size * OUTPUTS)
  const squares = new Float32Array(table.length).fill(FIRST_SQUARE)
  const random = createRandom(seed)
  const examples = [...replay, ...corrections]
  const rows = examples.map(({ features }) => rowsOf(rowOf, features))
  // Once each from the corpus, and so many times what the staff corrected.
  const order = Uint32Array.from([
    ...replay.keys(),
    ...Array.from({ length: weight }, () => corrections.map((_, i) => replay.length + i)).flat(),
  ])
  const out = new Float32Array(OUTPUTS)
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    const step = rate * (1 - (pass / passes) * 0.9)
    for (const at of order) {
      const own = rows[at]!
      learnFrom(examples[at]!, at < replay.length ? own : own.filter(() => random() >= dropout), step)
    }
  }
  return { rowOf, table }

  function learnFrom(example: Example, own: Uint32Array, step: number): void {
    if (own.length === 0) return
    const scale = scaleOf(example.features.length)
    forward(example, own, table, out)
    for (let j = 0; j < OUTPUTS; j++) {
      const wrong = out[j]! - example.targets[j]!
      if (Math.abs(wrong) < RIGHT_ENOUGH) continue
      for (const row of own) {
        const k = row * OUTPUTS + j
        const slope = wrong * scale + decay * table[k]!
        squares[k]! += slope * slope
        table[k]! -= (step * slope) / Math.sqrt(squares[k]!)
      }
    }
  }
}

/** What the refined model answers, as probabilities. */
export function refinedScores(example: Example, { rowOf, table }: Refinement): Float32Array {
  const out = new Float32Array(OUTPUTS)
  forward(example, rowsOf(rowOf, example.features), table, out)
  return out
}

function rowsOf(rowOf: ReadonlyMap<number, number>, features: Int32Array): Uint32Array {
  const rows: number[] = []
  for (const hash of features) {
    const row = rowOf.get(hash)
    if (row !== undefined) rows.push(row)
  }
  return Uint32Array.from(rows)
}

function forward({ features, logits }: Example, rows: Uint32Array, table: Float32Array, out: Float32Array): void {
  const scale = scaleOf(features.length)
  out.set(logits)
  for (const row of rows) for (let j = 0; j < OUTPUTS; j++) out[j]! += table[row * OUTPUTS + j]! * scale
  squash(out, AS_THEY_ARE)
}
