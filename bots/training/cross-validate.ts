import { OUTPUTS } from '../../src/understanding/outputs.js'
import { type CorpusFile, TRAINING_ONLY } from './corpus.js'
import type { Dataset } from './dataset.js'
import { learnTogether } from './ensemble.js'
import { type LearnOptions, rawScores } from './learn.js'

/** Raw scores of every message by a model that saw no message of its file. */
export interface HeldOut {
  scores: Float32Array
  /** Messages that were held out, by index into the data set. */
  messages: Uint32Array
  /** Index of the file of each message of the data set. */
  fileOf: Uint32Array
}

/** Hold out whole files, `groups` lots of them; as many lots as files is leave-one-file-out. */
export function crossValidate(
  files: CorpusFile[],
  data: Dataset,
  options: LearnOptions,
  groups: number,
  tell: (done: number, all: number) => void = () => {},
): HeldOut {
  const fileOf = Uint32Array.from(files.flatMap((file, index) => file.messages.map(() => index)))
  const held = [...files.keys()].filter((index) => !TRAINING_ONLY.includes(files[index]!.name))
  const lots = Math.min(groups, held.length)
  const all = [...fileOf.keys()]
  const scores = new Float32Array(data.size * OUTPUTS)
  for (let lot = 0; lot < lots; lot++) {
    const out = new Set(held.filter((_, rank) => rank % lots === lot))
    const weights = learnTogether(data, Uint32Array.from(all.filter((i) => !out.has(fileOf[i]!))), options)
    for (const i of all) if (out.has(fileOf[i]!)) scores.set(rawScores(weights, data, i), i * OUTPUTS)
    tell(lot + 1, lots)
  }
  const isHeld = new Set(held)
  return { scores, messages: Uint32Array.from(all.filter((i) => isHeld.has(fileOf[i]!))), fileOf }
}
