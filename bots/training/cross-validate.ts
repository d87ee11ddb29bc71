import { OUTPUTS } from '../../src/understanding/outputs.js'
import type { CorpusFile } from './corpus.js'
import type { Dataset } from './dataset.js'
import { learnTogether } from './ensemble.js'
import { type LearnOptions, rawScores } from './learn.js'
import { splitByFile } from './split.js'

/** Scores of every message by a model that saw no message of its file. */
export interface HeldOut {
  /** OUTPUTS scores a message. */
  scores: Float32Array
  /** Messages that were held out, by index into the data set. */
  messages: Uint32Array
}

/** Raw scores; hold out whole files, `groups` lots of them. */
export function crossValidate(
  files: CorpusFile[],
  data: Dataset,
  options: LearnOptions,
  groups: number,
  tell: (done: number, all: number) => void = () => {},
): HeldOut {
  const splits = splitByFile(files, groups)
  const scores = new Float32Array(data.size * OUTPUTS)
  for (const [lot, { train, ask }] of splits.entries()) {
    const weights = learnTogether(data, train, options)
    for (const message of ask) scores.set(rawScores(weights, data, message), message * OUTPUTS)
    tell(lot + 1, splits.length)
  }
  return { scores, messages: Uint32Array.from(splits.flatMap(({ ask }) => [...ask])).sort() }
}
