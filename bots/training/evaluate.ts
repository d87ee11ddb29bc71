import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createUnderstand } from '../../src/understanding/index.js'
import { ablation } from './ablation.js'
import { measureBaseline } from './baseline.js'
import { readCorpus } from './corpus.js'
import { learningCurve } from './curve.js'
import { crossExamine, type Findings } from './findings.js'
import type { Tell } from './folds.js'
import { drawCurve, drawReliability } from './plots.js'
import { fallen, isBetter, labelFigures, type Recorded, shippedFigures } from './recorded.js'
import { type Results, writeReport } from './report.js'
import { readResult, writeResult } from './results.js'
import { measureShipped } from './shipped.js'
import { measureSpeed } from './speed.js'
import type { Outcome } from './trials.js'

/**
 * `npm run eval`: figures on each file of the corpus by a model that saw nothing of it, those of the shipped model on
 * data/held-out, its speed; then docs/understanding.md and its pictures. Exit code 1 when a figure fell below
 * data/eval/recorded.json, which is written anew when the figures are better, or with `--record`. `-- --lots 9` holds
 * out files in nine lots, for want of time. With `-- --shipped` (seconds), `--curve` or `--ablation` (minutes) only
 * these are measured; the report keeps what was found before.
 */
const { values: asked } = parseArgs({
  options: {
    lots: { type: 'string' },
    shipped: { type: 'boolean' },
    curve: { type: 'boolean' },
    ablation: { type: 'boolean' },
    record: { type: 'boolean' },
  },
})
const files = readCorpus()
const lots = Number(asked.lots ?? files.length)
if (!(lots >= 2)) throw new Error('--lots takes a number, 2 or more')
const whole = !asked.shipped && !asked.curve && !asked.ablation

if (whole) {
  writeResult('findings', await crossExamine(files, lots, say('files held out')))
  writeResult('speed', measureSpeed(files.flatMap((file) => file.messages.map(({ text }) => text))))
  writeResult('baseline', measureBaseline(files))
}
if (whole || asked.shipped) {
  const shipped = measureShipped(createUnderstand())
  writeResult('shipped', shipped)
  const findings = readResult<Findings>('findings')
  keepRecord({
    model: shipped.model,
    shipped: shippedFigures(shipped),
    crossed: findings && labelFigures(findings.overall),
  })
}
if (asked.curve) writeResult('curve', await learningCurve(files, say('learning curve')))
if (asked.ablation) writeResult('ablation', await ablation(files, say('ablation')))
await publish()

function say(title: string): Tell {
  return (done, all) => console.error(`${title}: ${done} of ${all}`)
}

function keepRecord(now: Recorded): void {
  const before = readResult<Recorded>('recorded')
  const worse = before ? fallen(before, now) : []
  if (!before || asked.record || isBetter(before, now)) writeResult('recorded', now)
  else if (worse.length > 0) {
    console.error(`Below the recorded figures:\n${worse.join('\n')}`)
    process.exitCode = 1
  }
}

async function publish(): Promise<void> {
  const results: Results = {
    findings: readResult('findings'),
    shipped: readResult('shipped'),
    speed: readResult('speed'),
    baseline: readResult('baseline'),
    curve: readResult<Outcome[]>('curve'),
    ablation: readResult<Outcome[]>('ablation'),
  }
  const docs = new URL('../../docs/', import.meta.url)
  mkdirSync(new URL('images/', docs), { recursive: true })
  if (results.curve) writeFileSync(new URL('images/learning-curve.svg', docs), await drawCurve(results.curve))
  if (results.findings)
    writeFileSync(new URL('images/reliability.svg', docs), await drawReliability(results.findings.calibrated))
  const report = writeReport(results)
  writeFileSync(new URL('understanding.md', docs), report)
  console.log(report)
}
