import { OUTPUTS } from '../../src/understanding/outputs.js'
import type { Labelled } from './corpus.js'
import { buildDataset, type Dataset } from './dataset.js'
import { learnTogether } from './ensemble.js'
import type { Fold } from './folds.js'
import { rawScores } from './learn.js'
import { LEAST_MESSAGES } from './options.js'
import { restrict } from './restrict.js'
import { VIEWS, type ViewName } from './views.js'

/** A process that is told all messages first; then it trains the model of one fold after another, and answers with its scores. */
let messages: Labelled[] | undefined
let seen: { view: ViewName; data: Dataset } | undefined

process.on('message', (told: Labelled[] | Fold) => {
  if (Array.isArray(told)) messages = told
  else process.send!(scoresOf(messages!, told))
})

function scoresOf(messages: Labelled[], { view, options, train, ask }: Fold): Float32Array {
  if (seen?.view !== view) seen = { view, data: buildDataset(messages, LEAST_MESSAGES, VIEWS[view]()) }
  const data = restrict(seen.data, train, LEAST_MESSAGES)
  const weights = learnTogether(data, train, options)
  const scores = new Float32Array(ask.length * OUTPUTS)
  for (const [rank, message] of ask.entries()) scores.set(rawScores(weights, data, message), rank * OUTPUTS)
  return scores
}
