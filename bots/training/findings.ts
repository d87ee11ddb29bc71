import { squash, type Temperature } from '../../src/understanding/classify.js'
import { ANY_LEAD_AT, MODERATION_AT } from '../../src/understanding/outputs.js'
import { calibrate } from './calibrate.js'
import type { CorpusFile } from './corpus.js'
import { buildDataset } from './dataset.js'
import type { Tell } from './folds.js'
import { holdOut, scoresAt } from './hold-out.js'
import { addAnswer, answerOf, createMeasure, type Measure, type Part, partOf } from './measure.js'
import { kindOf, naturalWeights } from './natural-mix.js'
import { LEAST_MESSAGES } from './options.js'
import { type Reliability, reliability } from './reliability.js'
import { SLICES } from './slices.js'
import { splitByFile } from './split.js'

/** What holding files out found: each file of the corpus, answered by a model that saw nothing of it. */
export interface Findings {
  corpus: number
  /** As many as files that are held out, or fewer when several are held out at once. */
  models: number
  overall: Measure
  /** As if the messages came in the mix of a real group. */
  natural: Measure
  byFile: Part[]
  slices: (Part & { group: string })[]
  calibrated: Reliability
  uncalibrated: Reliability
  worst: { text: string; file: string; wanted: string; got: string }[]
}

export async function crossExamine(files: CorpusFile[], lots: number, tell: Tell): Promise<Findings> {
  const messages = files.flatMap((file) => file.messages)
  const fileOf = files.flatMap((file) => file.messages.map(() => file.name))
  const heldOut = await holdOut(files, lots, tell)
  const data = buildDataset(messages, LEAST_MESSAGES)
  const temperature = calibrate(heldOut, data)
  const asProbabilities = (by: Temperature) => {
    const scores = heldOut.scores.slice()
    for (let i = 0; i < data.size; i++) squash(scoresAt(scores, i), by)
    return { ...heldOut, scores }
  }
  const calibrated = asProbabilities(temperature)

  const overall = createMeasure()
  const natural = createMeasure()
  const byFile = files.map(({ name }) => ({ name, measure: createMeasure() }))
  const slices = SLICES.map((slice) => ({ ...slice, measure: createMeasure() }))
  const weights = naturalWeights([...heldOut.messages].map((i) => messages[i]!))
  const wrong: (Findings['worst'][number] & { certainty: number })[] = []
  for (const i of heldOut.messages) {
    const message = messages[i]!
    const file = fileOf[i]!
    const scores = scoresAt(calibrated.scores, i)
    const answer = answerOf(scores)
    addAnswer(overall, message, answer)
    addAnswer(natural, message, answer, weights[kindOf(message)])
    addAnswer(byFile.find(({ name }) => name === file)!.measure, message, answer)
    for (const slice of slices) if (slice.holds(message, file)) addAnswer(slice.measure, message, answer)
    if (message.leads.length > 0 === answer.leads.length > 0 && message.moderation === answer.moderation) continue
    const [wanted, got] = [message, answer].map(({ leads, moderation }) => [...leads, moderation].join(' '))
    wrong.push({ text: message.text, file, wanted: wanted!, got: got!, certainty: certaintyOf(scores) })
  }
  return {
    corpus: messages.length,
    models: splitByFile(files, lots).length,
    overall,
    natural,
    byFile: byFile.map(({ name, measure }) => partOf(name, measure)).filter(({ messages }) => messages > 0),
    slices: slices.map(({ group, name, measure }) => ({ group, ...partOf(name, measure) })),
    calibrated: reliability(calibrated, data),
    uncalibrated: reliability(asProbabilities({ lead: 1, topic: 1, moderation: 1 }), data),
    worst: wrong
      .sort((a, b) => b.certainty - a.certainty)
      .slice(0, 20)
      .map(({ certainty: _, ...error }) => error),
  }
}

function certaintyOf(scores: Float32Array): number {
  const lead = scores[ANY_LEAD_AT]!
  return Math.max(lead, 1 - lead) * Math.max(...scores.subarray(MODERATION_AT))
}
