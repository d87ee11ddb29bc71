import { type CorpusFile, TRAINING_ONLY } from './corpus.js'
import type { Tell } from './folds.js'
import { OPTIONS } from './options.js'
import { type Outcome, runTrials, type Trial } from './trials.js'
import { VIEWS, type ViewName } from './views.js'

/** What each part brings: the model without it. The first row is the whole, the last one the whole as it is shipped. */
export function ablation(files: CorpusFile[], tell: Tell): Promise<Outcome[]> {
  const fileOf = files.flatMap((file) => file.messages.map(() => file.name))
  const trials: Trial[] = [
    ...Object.keys(VIEWS).map((view) => ({ name: view, view: view as ViewName })),
    { name: 'no minimal pairs', pick: ({ train }) => train.filter((i) => !TRAINING_ONLY.includes(fileOf[i]!)) },
    { name: 'no hidden layer', options: { hidden: 0 } },
    { name: 'no dropout', options: { dropout: 0 } },
    { name: `${OPTIONS.nets} nets together`, options: { nets: OPTIONS.nets } },
  ]
  return runTrials(files, trials, tell)
}
