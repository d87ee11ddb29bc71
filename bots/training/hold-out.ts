import { OUTPUTS } from '../../src/understanding/outputs.js'
import type { CorpusFile } from './corpus.js'
import { scoreFolds, type Tell } from './folds.js'
import { OPTIONS } from './options.js'
import { type Split, splitByFile } from './split.js'

/** Scores of messages by models that saw no message of their files. */
export interface HeldOut {
  /** OUTPUTS scores a message. */
  scores: Float32Array
  /** Messages that were held out, by index into the data set. */
  messages: Uint32Array
}

/** Raw scores of the model as it is shipped; whole files are held out, in so many lots, of which the first `asked` are. */
export async function holdOut(files: CorpusFile[], lots: number, tell: Tell, asked = lots): Promise<HeldOut> {
  const messages = files.flatMap((file) => file.messages)
  const splits = splitByFile(files, lots).slice(0, asked)
  const folds = splits.map((split) => ({ view: 'everything' as const, options: OPTIONS, ...split }))
  return gather(splits, await scoreFolds(messages, folds, tell), messages.length)
}

/** `found`: for each split the scores of what it asks, in its order; `size`: how many messages there are. */
export function gather(splits: Split[], found: Float32Array[], size: number): HeldOut {
  const scores = new Float32Array(size * OUTPUTS)
  for (const [lot, { ask }] of splits.entries())
    for (const [i, message] of ask.entries()) scores.set(scoresAt(found[lot]!, i), message * OUTPUTS)
  return { scores, messages: Uint32Array.from(splits.flatMap(({ ask }) => [...ask])).sort() }
}

export function scoresAt(scores: Float32Array, i: number): Float32Array {
  return scores.subarray(i * OUTPUTS, (i + 1) * OUTPUTS)
}
