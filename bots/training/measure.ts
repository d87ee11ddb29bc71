import { decideLeads, decideModeration, decideTopic } from '../../src/understanding/decide.js'
import { LEAD_KINDS, MODERATIONS } from '../../src/understanding/meaning.js'
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

/** Wanted → answered → how often; what never happened is not there. */
export type Confusion = Record<string, Record<string, number>>

/** What was found in a set of messages: counts by label, and topics right out of all. */
export interface Measure {
  counts: Record<string, Counts>
  topicsRight: number
  messages: number
  topics: Confusion
  moderations: Confusion
}

export const MEASURED = ['lead', ...LEAD_KINDS, 'violation', ...MODERATIONS.slice(1)] as const

export function createMeasure(): Measure {
  const counts: Record<string, Counts> = {}
  for (const label of MEASURED) counts[label] = { hit: 0, falseAlarm: 0, missed: 0 }
  return { counts, topicsRight: 0, messages: 0, topics: {}, moderations: {} }
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

/** Count one answer; `weight` says how many messages it stands for. */
export function addAnswer(measure: Measure, wanted: Labelled, got: Answer, weight = 1): void {
  const count = (label: string, is: boolean, said: boolean) => addCount(measure.counts[label]!, is, said, weight)
  count('lead', wanted.leads.length > 0, got.leads.length > 0)
  for (const kind of LEAD_KINDS) count(kind, wanted.leads.includes(kind), got.leads.includes(kind))
  count('violation', wanted.moderation !== 'clean', got.moderation !== 'clean')
  for (const label of MODERATIONS.slice(1)) count(label, wanted.moderation === label, got.moderation === label)
  measure.messages += weight
  if (wanted.topic === got.topic) measure.topicsRight += weight
  addTo(measure.topics, wanted.topic, got.topic, weight)
  addTo(measure.moderations, wanted.moderation, got.moderation, weight)
}

export function addCount(counts: Counts, is: boolean, said: boolean, weight = 1): void {
  if (is && said) counts.hit += weight
  else if (said) counts.falseAlarm += weight
  else if (is) counts.missed += weight
}

/** The three figures that everything is compared by: F1 of any lead and of any violation, share of topics right. */
export interface Headline {
  lead: number
  violation: number
  topic: number
}

export function headline(measure: Measure): Headline {
  return {
    lead: figures(measure.counts.lead!).f1,
    violation: figures(measure.counts.violation!).f1,
    topic: measure.topicsRight / Math.max(1, measure.messages),
  }
}

/** The headline of a part of the messages; no F1 where there is nothing to find. */
export interface Part {
  name: string
  messages: number
  lead?: number
  violation?: number
  topic: number
}

export function partOf(name: string, measure: Measure): Part {
  const { lead, violation, topic } = headline(measure)
  const has = (label: string) => figures(measure.counts[label]!).support > 0
  return {
    name,
    messages: measure.messages,
    lead: has('lead') ? lead : undefined,
    violation: has('violation') ? violation : undefined,
    topic,
  }
}

export function figures({ hit, falseAlarm, missed }: Counts): Figures {
  const precision = hit / Math.max(1, hit + falseAlarm)
  const recall = hit / Math.max(1, hit + missed)
  return { precision, recall, f1: (2 * hit) / Math.max(1, 2 * hit + falseAlarm + missed), support: hit + missed }
}

function addTo(confusion: Confusion, wanted: string, got: string, weight: number): void {
  confusion[wanted] ??= {}
  confusion[wanted][got] = (confusion[wanted][got] ?? 0) + weight
}
