import { createRandom, shuffle } from './chance.js'
import type { CorpusFile } from './corpus.js'
import type { Tell } from './folds.js'
import { OPTIONS } from './options.js'
import type { Split } from './split.js'
import { type Outcome, runTrials } from './trials.js'

const SHARES = [0.1, 0.25, 0.5, 0.75, 1]

/** What more data brings: the same model, trained on ever more files, each lot with an order of its own. */
export function learningCurve(files: CorpusFile[], tell: Tell): Promise<Outcome[]> {
  const fileOf = files.flatMap((file, index) => file.messages.map(() => index))
  const trials = SHARES.map((share) => ({
    name: `${Math.round(share * 100)} %`,
    pick: ({ train }: Split, lot: number) => {
      const order = Uint32Array.from(files.keys())
      shuffle(order, createRandom(OPTIONS.seed + lot))
      const chosen = new Set<number>()
      let count = 0
      for (const index of order) {
        if (count >= train.length * share) break
        const size = train.filter((message) => fileOf[message] === index).length
        if (size > 0) chosen.add(index)
        count += size
      }
      return train.filter((message) => chosen.has(fileOf[message]!))
    },
  }))
  return runTrials(files, trials, tell)
}
