import { readdirSync, readFileSync } from 'node:fs'
import type { LeadKind, Moderation, Topic } from '../../src/understanding/meaning.js'

/** One labelled message of data/corpus or data/held-out. */
export interface Labelled {
  text: string
  leads: LeadKind[]
  topic: Topic
  moderation: Moderation
}

export interface CorpusFile {
  name: string
  messages: Labelled[]
}

/** Files that are never held out: their neighbours are alike in words and would help each other. */
export const TRAINING_ONLY = ['minimal-pairs']

/** All files of data/corpus in the order of their names. */
export function readCorpus(): CorpusFile[] {
  return readFiles(new URL('../../data/corpus/', import.meta.url))
}

/** All files of data/held-out: they judge, and nothing learns from them. */
export function readHeldOut(): CorpusFile[] {
  return readFiles(new URL('../../data/held-out/', import.meta.url))
}

function readFiles(folder: URL): CorpusFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.jsonl'.length), messages: readMessages(new URL(file, folder)) }))
}

function readMessages(file: URL): Labelled[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Labelled)
}
