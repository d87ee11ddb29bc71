import { type Figures, figures, MEASURED, type Measure } from './measure.js'
import type { Band } from './reliability.js'

export interface Findings {
  overall: Measure
  byFile: { name: string; measure: Measure }[]
  reliability: { lead: Band[]; violation: Band[] }
  worst: { text: string; wanted: string; got: string; score: number }[]
  speed: { loadMs: number; perSecond: number }
  baseline: { file: string; lead: Figures; violation: Figures }
  total: number
}

/** The model card, in Markdown. */
export function writeReport(found: Findings): string {
  return `# Understanding: model card

Written by \`npm run eval\`; do not edit by hand. What the labels mean is in labels.md beside this file.

**What it is.** A text is folded (full-width, circled, look-alike and traditional signs, spelled-out words), matched against
the classes of words in data/lexicon, searched for contact shapes, and turned into hashed features: character n-grams,
n-grams with words replaced by their class, and pairs of classes. A linear model with a small hidden layer beside it answers
three questions at once: leads, topic, moderation. It was trained on data/corpus only, in this repository, by \`npm run train\`.

**How it was measured.** Leave one file out: the files of data/corpus were written apart from one another, so each is
answered by a model that saw nothing of it (${found.overall.messages} of ${found.total} messages; minimal pairs only train).

| label | precision | recall | F1 | messages with it |
|---|---|---|---|---|
${MEASURED.map((label) => row(label, figures(found.overall.counts[label]!))).join('\n')}

Topic accuracy: ${percent(found.overall.topicsRight / found.overall.messages)}.

## By file
| file | any lead F1 | violation F1 | topic accuracy |
|---|---|---|---|
${found.byFile.map(({ name, measure }) => `| ${name} | ${f1(measure, 'lead')} | ${f1(measure, 'violation')} | ${percent(measure.topicsRight / measure.messages)} |`).join('\n')}

## Baseline
natural's Bayes classifier over jieba words, on \`${found.baseline.file}\`: any lead F1 ${number(found.baseline.lead.f1)},
violation F1 ${number(found.baseline.violation.f1)}; this model on the same file: ${f1(fileOf(found), 'lead')} and ${f1(fileOf(found), 'violation')}.

## Calibration
${table('any lead', found.reliability.lead)}
${table('any violation', found.reliability.violation)}
## Topics: wanted (row) and answered (column)
${confusion(found.overall)}

## Speed
${Math.round(found.speed.perSecond)} short messages a second of one core's time on the machine that wrote this, the whole of understand(); the
model loads in ${Math.round(found.speed.loadMs)} ms.

## Known limits
Trained on text written for training: shares of labels are higher there than in a real group, and what real people leave
unsaid is rarer. A message is read by itself; what a member said before is weighed by the lead ledger, not here.

## The twenty most certain errors
| text | wanted | answered |
|---|---|---|
${found.worst.map(({ text, wanted, got }) => `| ${text.replace(/\s+/g, ' ').replace(/\|/g, '\\|')} | ${wanted} | ${got} |`).join('\n')}
`
}

function fileOf(found: Findings): Measure {
  return found.byFile.find(({ name }) => name === found.baseline.file)!.measure
}

function row(label: string, { precision, recall, f1, support }: Figures): string {
  return `| ${label} | ${number(precision)} | ${number(recall)} | ${number(f1)} | ${support} |`
}

function f1(measure: Measure, label: string): string {
  return number(figures(measure.counts[label]!).f1)
}

function table(name: string, bands: Band[]): string {
  const rows = bands.map(
    (band) => `| ${band.from}–${band.to} | ${band.messages} | ${number(band.meanScore)} | ${number(band.share)} |`,
  )
  return `| score of ${name} | messages | mean score | share that has it |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

function confusion(measure: Measure): string {
  const topics = Object.keys(measure.confusion)
  const columns = Object.keys(measure.confusion[topics[0]!]!)
  const rows = columns
    .filter((topic) => measure.confusion[topic])
    .map((topic) => `| ${topic} | ${columns.map((column) => measure.confusion[topic]![column] || '').join(' | ')} |`)
  return `| | ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length + 1)}\n${rows.join('\n')}`
}

function number(value: number): string {
  return value.toFixed(3)
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}
