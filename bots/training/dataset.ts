import { LEAD_KINDS, MODERATIONS, TOPICS } from '../../src/understanding/meaning.js'
import { LABELS, LEAD_AT, MODERATION_AT, OUTPUTS, TOPIC_AT } from '../../src/understanding/outputs.js'
import { createReader } from '../../src/understanding/read.js'
import type { Labelled } from './corpus.js'
import type { View } from './views.js'

/** Messages as the learner sees them: for each the rows of its features, and what it should answer. */
export interface Dataset {
  size: number
  /** Features of message i: rows[offsets[i]] … rows[offsets[i + 1] - 1], each once. */
  offsets: Uint32Array
  rows: Uint32Array
  /** How many features message i has, those without a row among them. */
  totals: Uint32Array
  /** OUTPUTS targets a message, 0 or 1. */
  targets: Uint8Array
  /** Hash of each row's feature. */
  hashes: Int32Array
}

/** Read every message; a feature becomes a row when at least `least` messages have it. */
export function buildDataset(messages: Labelled[], least: number, read: View = createReader()): Dataset {
  const perMessage: Int32Array[] = []
  const frequency = new Map<number, number>()
  for (const message of messages) {
    const { features } = read(message.text)
    const unique = Int32Array.from(new Set(features.hashes.subarray(0, features.count)))
    perMessage.push(unique)
    for (const hash of unique) frequency.set(hash, (frequency.get(hash) ?? 0) + 1)
  }
  const rowOf = new Map<number, number>()
  for (const [hash, count] of frequency) if (count >= least) rowOf.set(hash, rowOf.size)

  const offsets = new Uint32Array(messages.length + 1)
  const rows: number[] = []
  const targets = new Uint8Array(messages.length * OUTPUTS)
  for (const [i, message] of messages.entries()) {
    for (const hash of perMessage[i]!) {
      const row = rowOf.get(hash)
      if (row !== undefined) rows.push(row)
    }
    offsets[i + 1] = rows.length
    writeTargets(message, targets, i * OUTPUTS)
  }
  const totals = Uint32Array.from(perMessage, (features) => features.length)
  const hashes = Int32Array.from(rowOf.keys())
  return { size: messages.length, offsets, rows: new Uint32Array(rows), totals, targets, hashes }
}

export function writeTargets(message: Labelled, targets: Uint8Array, at: number): void {
  for (const lead of message.leads) targets[at + LEAD_AT + LEAD_KINDS.indexOf(lead)] = 1
  if (message.leads.length > 0) targets[at + LABELS.indexOf('lead')] = 1
  targets[at + TOPIC_AT + TOPICS.indexOf(message.topic)] = 1
  targets[at + MODERATION_AT + MODERATIONS.indexOf(message.moderation)] = 1
}
