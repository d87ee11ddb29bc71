import { decideLeads, decideModeration, decideTopic } from '../../src/understanding/decide.js'
import { LEAD_KINDS, MODERATIONS, TOPICS } from '../../src/understanding/meaning.js'
import type { Labelled } from './corpus.js'

/** Counts of right and wrong answers to one yes-or-no question. */
export interface Counts {
  hit: number
  falseAlarm: number
  missed: number
}

export interface Figures {
  precision: number
  recall: number
  f1: number
  support: number
}

/** What was found in a set of messages: counts by label, and topics right out of all. */
export interface Measure {
  counts: Record<string, Counts>
  topicsRight: number
  messages: number
  /** Topics: wanted → answered → how often. */
  confusion: Record<string, Record<string, number>>
}

export const MEASURED = ['lead', ...LEAD_KINDS, 'violation', ...MODERATIONS.slice(1)] as const

export function createMeasure(): Measure {
  const counts: Record<string, Counts> = {}
  for (const label of MEASURED) counts[label] = { hit: 0, falseAlarm: 0, missed: 0 }
  return { counts, topicsRight: 0, messages: 0, confusion: {} }
}

/** What a message was answered. */
export interface Answer {
  leads: string[]
  topic: string
  moderation: string
}

/** The answers that understand() would give for these probabilities. */
export function answerOf(scores: Float32Array): Answer {
  return { leads: decideLeads(scores), topic: decideTopic(scores), moderation: decideModeration(scores) }
}

export function addAnswer(measure: Measure, wanted: Labelled, got: Answer): void {
  count(measure, 'lead', wanted.leads.length > 0, got.leads.length > 0)
  for (const kind of LEAD_KINDS) count(measure, kind, wanted.leads.includes(kind), got.leads.includes(kind))
  count(measure, 'violation', wanted.moderation !== 'clean', got.moderation !== 'clean')
  for (const label of MODERATIONS.slice(1)) count(measure, label, wanted.moderation === label, got.moderation === label)
  measure.messages++
  if (wanted.topic === got.topic) measure.topicsRight++
  measure.confusion[wanted.topic] ??= Object.fromEntries(TOPICS.map((topic) => [topic, 0]))
  measure.confusion[wanted.topic]![got.topic]! += 1
}

export function figures({ hit, falseAlarm, missed }: Counts): Figures {
  const precision = hit / Math.max(1, hit + falseAlarm)
  const recall = hit / Math.max(1, hit + missed)
  return { precision, recall, f1: (2 * hit) / Math.max(1, 2 * hit + falseAlarm + missed), support: hit + missed }
}

function count(measure: Measure, label: string, wanted: boolean, got: boolean): void {
  const counts = measure.counts[label]!
  if (wanted && got) counts.hit++
  else if (got) counts.falseAlarm++
  else if (wanted) counts.missed++
}
