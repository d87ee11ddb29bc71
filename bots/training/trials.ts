import { squash } from '../../src/understanding/classify.js'
import { calibrate } from './calibrate.js'
import { type CorpusFile, readHeldOut } from './corpus.js'
import { buildDataset } from './dataset.js'
import { type Fold, scoreFolds, type Tell } from './folds.js'
import { gather, scoresAt } from './hold-out.js'
import type { LearnOptions } from './learn.js'
import { addAnswer, answerOf, createMeasure, type Headline, headline } from './measure.js'
import { LEAST_MESSAGES, OPTIONS } from './options.js'
import { type Split, splitByFile } from './split.js'
import type { ViewName } from './views.js'

/** One way to learn, to be compared with others. */
export interface Trial {
  name: string
  view?: ViewName
  options?: Partial<LearnOptions>
  /** Which of the messages it might learn from it does; all of them when not given. */
  pick?: (split: Split, lot: number) => Uint32Array
}

export interface Outcome {
  name: string
  /** Messages that a model learnt from, on average. */
  messages: number
  /** On the files of the corpus that were held out. */
  crossed: Headline
  /** On data/held-out, the mean of the models. */
  apart: Headline
}

/** Fewer lots and a single net: a comparison needs no more, and it has to end within minutes. */
const LOTS = 4
const NETS = 1

/** Learn in each way from the same splits, and measure all of them alike. */
export async function runTrials(files: CorpusFile[], trials: Trial[], tell: Tell): Promise<Outcome[]> {
  const corpus = files.flatMap((file) => file.messages)
  const apart = readHeldOut().flatMap((file) => file.messages)
  const messages = [...corpus, ...apart]
  const apartAt = apart.map((_, i) => corpus.length + i)
  const splits = splitByFile(files, LOTS)
  const folds = trials.map(({ view = 'everything', options, pick }) =>
    splits.map((split, lot): Fold => {
      const train = pick ? pick(split, lot) : split.train
      return {
        view,
        options: { ...OPTIONS, nets: NETS, ...options },
        train,
        ask: Uint32Array.from([...split.ask, ...apartAt]),
      }
    }),
  )
  const scores = await scoreFolds(messages, folds.flat(), tell)
  const data = buildDataset(messages, LEAST_MESSAGES)
  return trials.map(({ name }, rank) => judge(name, folds[rank]!, scores.slice(rank * LOTS, (rank + 1) * LOTS)))

  function judge(name: string, mine: Fold[], found: Float32Array[]): Outcome {
    const temperature = calibrate(gather(splits, found, corpus.length), data)
    const measures = { crossed: createMeasure(), apart: createMeasure() }
    for (const [lot, { ask }] of mine.entries())
      for (const [i, message] of ask.entries()) {
        const own = scoresAt(found[lot]!, i).slice()
        squash(own, temperature)
        addAnswer(message < corpus.length ? measures.crossed : measures.apart, messages[message]!, answerOf(own))
      }
    const learnt = mine.reduce((sum, { train }) => sum + train.length, 0) / mine.length
    return { name, messages: Math.round(learnt), crossed: headline(measures.crossed), apart: headline(measures.apart) }
  }
}
