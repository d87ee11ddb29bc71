import { writeFileSync } from 'node:fs'
import { squash } from '../../src/understanding/classify.js'
import { OUTPUTS } from '../../src/understanding/outputs.js'
import { measureBaseline } from './baseline.js'
import { calibrate } from './calibrate.js'
import { readCorpus } from './corpus.js'
import { crossValidate } from './cross-validate.js'
import { buildDataset } from './dataset.js'
import { addAnswer, answerOf, createMeasure } from './measure.js'
import { LEAST_MESSAGES, OPTIONS } from './options.js'
import { reliability } from './reliability.js'
import { writeReport } from './report.js'
import { measureSpeed } from './speed.js'

/** `npm run eval`: leave-one-file-out figures of the classifier, and docs/understanding.md. */
const files = readCorpus()
const messages = files.flatMap((file) => file.messages)
const data = buildDataset(messages, LEAST_MESSAGES)
const heldOut = crossValidate(files, data, OPTIONS, Number.POSITIVE_INFINITY, (done, all) =>
  console.error(`held out ${done} of ${all}`),
)
const temperature = calibrate(heldOut, data)
for (let i = 0; i < data.size; i++) squash(heldOut.scores.subarray(i * OUTPUTS, (i + 1) * OUTPUTS), temperature)

const overall = createMeasure()
const byFile = files.map((file) => ({ name: file.name, measure: createMeasure() }))
for (const i of heldOut.messages) {
  const answer = answerOf(heldOut.scores.subarray(i * OUTPUTS, (i + 1) * OUTPUTS))
  addAnswer(overall, messages[i]!, answer)
  addAnswer(byFile[heldOut.fileOf[i]!]!.measure, messages[i]!, answer)
}
const report = writeReport({
  overall,
  byFile: byFile.filter(({ measure }) => measure.messages > 0),
  reliability: reliability(heldOut, data),
  worst: worst(),
  speed: measureSpeed(messages.map((message) => message.text)),
  baseline: measureBaseline(files),
  total: messages.length,
})
writeFileSync(new URL('../../docs/understanding.md', import.meta.url), report)
console.log(report)

/** The most certain wrong answers about leads and violations. */
function worst(): { text: string; wanted: string; got: string; score: number }[] {
  const wrong = []
  for (const i of heldOut.messages) {
    const message = messages[i]!
    const scores = heldOut.scores.subarray(i * OUTPUTS, (i + 1) * OUTPUTS)
    const got = answerOf(scores)
    const wantedText = [...message.leads, message.moderation].join(' ')
    const gotText = [...got.leads, got.moderation].join(' ')
    if (message.leads.length > 0 === got.leads.length > 0 && message.moderation === got.moderation) continue
    wrong.push({ text: message.text, wanted: wantedText, got: gotText, score: certainty(scores) })
  }
  return wrong.sort((a, b) => b.score - a.score).slice(0, 20)
}

function certainty(scores: Float32Array): number {
  const lead = scores[3]!
  return Math.max(lead, 1 - lead) * Math.max(...scores.subarray(OUTPUTS - 5))
}
