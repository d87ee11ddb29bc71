import type { Classifier } from './classify.js'
import { unfold } from './fold.js'
import type { Evidence } from './meaning.js'
import { LABELS } from './outputs.js'
import type { Reading } from './read.js'
import { CONTACTS } from './signals.js'

type Label = Evidence['label']
const WINDOW = 12
const LONGEST_LEAD_QUOTE = 16

/**
 * Why a label was given: the stretch of the text that weighed most for it, and for an advert or an illegal offer the
 * contacts in it. Quotes are the original words.
 */
export function explain(label: Label, text: string, reading: Reading, classifier: Classifier): Evidence[] {
  const evidence: Evidence[] = []
  const span = heaviestSpan(label, reading, classifier)
  if (span) evidence.push(quote(label, text, reading, span.start, span.end, 'model'))
  if (label === 'ad' || label === 'illegal')
    for (const signal of reading.signals)
      if ((CONTACTS as readonly string[]).includes(signal.name))
        evidence.push(quote(label, text, reading, signal.start, signal.end, `contact:${signal.name}`))
  return evidence.filter((one) => one.quote.trim() !== '')
}

/**
 * Weights of the features are spread over the characters that they cover; the best window of characters is widened to
 * whole clauses only as far as they stay short.
 */
function heaviestSpan(
  label: Label,
  reading: Reading,
  classifier: Classifier,
): { start: number; end: number } | undefined {
  const { text } = reading.folded
  if (text.length === 0) return undefined
  const weights = new Float32Array(text.length + 1)
  const { starts, ends } = reading.features
  classifier.explain(LABELS.indexOf(label), (feature, weight) => {
    const start = starts[feature]!
    const end = ends[feature]!
    if (end <= start || end - start > WINDOW) return
    weights[start]! += weight / (end - start)
    weights[end]! -= weight / (end - start)
  })
  // So far where the weight changes; summed up, the weight of each character.
  for (let i = 1; i < text.length; i++) weights[i]! += weights[i - 1]!
  let best = { start: 0, end: Math.min(text.length, WINDOW) }
  let most = -Infinity
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    sum += weights[i]!
    if (i >= WINDOW) sum -= weights[i - WINDOW]!
    if (sum > most) {
      most = sum
      best = { start: Math.max(0, i - WINDOW + 1), end: i + 1 }
    }
  }
  return widen(text, best)
}

/** Out to the punctuation on both sides, when the clause is short enough to be read at a glance. */
function widen(text: string, span: { start: number; end: number }): { start: number; end: number } {
  let { start, end } = span
  for (let i = 0; i < LONGEST_LEAD_QUOTE && start > 0 && !isBreak(text[start - 1]!); i++) start--
  for (let i = 0; i < LONGEST_LEAD_QUOTE && end < text.length && !isBreak(text[end]!); i++) end++
  while (start < end && isBreak(text[start]!)) start++
  while (end > start && isBreak(text[end - 1]!)) end--
  return { start, end }
}

const BREAKS = new Set(' \t\n,。.!?;:、…~—()[]【】《》"\'“”')

function isBreak(character: string): boolean {
  return BREAKS.has(character)
}

function quote(label: Label, text: string, reading: Reading, from: number, to: number, by: string): Evidence {
  const { start, end } = unfold(reading.folded, from, to)
  return { label, quote: text.slice(start, end), start, end, by }
}
