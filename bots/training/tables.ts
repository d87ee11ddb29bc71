import { type Confusion, type Figures, figures, MEASURED, type Measure, type Part } from './measure.js'
import type { Band } from './reliability.js'

/** A Markdown table. */
export function table(head: string[], rows: (string | number)[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function byLabel(measure: Measure): string {
  const row = (label: string, { precision, recall, f1, support }: Figures) => [
    label,
    number(precision),
    number(recall),
    number(f1),
    Math.round(support),
  ]
  return table(
    ['label', 'precision', 'recall', 'F1', 'messages with it'],
    MEASURED.map((label) => row(label, figures(measure.counts[label]!))),
  )
}

export function byPart(what: string, parts: Part[]): string {
  const f1 = (value: number | undefined) => (value === undefined ? '–' : number(value))
  return table(
    [what, 'messages', 'any lead F1', 'violation F1', 'topics right'],
    parts.map(({ name, messages, lead, violation, topic }) => [
      name,
      messages,
      f1(lead),
      f1(violation),
      percent(topic),
    ]),
  )
}

export function confusion(labels: readonly string[], answers: Confusion): string {
  return table(
    ['', ...labels],
    labels.map((wanted) => [wanted, ...labels.map((got) => answers[wanted]?.[got] ?? '')]),
  )
}

export function bandsOf(name: string, bands: Band[]): string {
  return table(
    [`score of ${name}`, 'messages', 'mean score', 'share that has it'],
    bands.map((band) => [`${band.from}–${band.to}`, band.messages, number(band.meanScore), number(band.share)]),
  )
}

export function number(value: number): string {
  return value.toFixed(3)
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}

/** Text that may stand in a cell. */
export function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\|/g, '\\|')
}
