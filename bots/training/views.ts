import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { createExtractor, type Features } from '../../src/understanding/features.js'
import { fold } from '../../src/understanding/fold.js'
import { loadMatcher } from '../../src/understanding/match.js'
import { createReader } from '../../src/understanding/read.js'
import { findSignals } from '../../src/understanding/signals.js'

/** Text to features; a result is valid until the next call. */
export type View = (text: string) => { features: Features }

/** What the learner may see of a text: everything, or everything but one part. */
export const VIEWS = {
  everything: createReader,
  'no character n-grams': () => without({ characters: false }),
  'no lexicon': () => without({ lexicon: [] }),
  'no words of people and wishes': () => without({ lexicon: ['cars.txt', 'service.txt', 'moderation.txt'] }),
  'no contact shapes': () => without({ shapes: false }),
  'no folding': () => without({ folding: false }),
  'nothing but segmented words': wordsOnly,
} satisfies Record<string, () => View>

export type ViewName = keyof typeof VIEWS

function without({
  characters = true,
  shapes = true,
  folding = true,
  lexicon = undefined as string[] | undefined,
}): View {
  const matcher = loadMatcher(lexicon)
  const extract = createExtractor(matcher)
  const extractCharacters = createExtractor(loadMatcher([]))
  return (text) => {
    const folded = folding ? fold(text) : { text: text.toLowerCase(), tricks: 0 }
    const signals = shapes ? findSignals(folded.text) : []
    const features = extract(folded.text, matcher.find(folded.text), signals, folded.tricks)
    if (!characters) remove(features, extractCharacters(folded.text, [], [], 0))
    return { features }
  }
}

/** The bag of words of a segmenter: what a model without any of our work would see. */
function wordsOnly(): View {
  const jieba = Jieba.withDict(dict)
  const none = new Int32Array(0)
  return (text) => {
    const hashes = Int32Array.from(jieba.cut(fold(text).text, true), hashOf)
    return { features: { count: hashes.length, hashes, starts: none, ends: none } }
  }
}

function remove(features: Features, unwanted: Features): void {
  const out = new Set(unwanted.hashes.subarray(0, unwanted.count))
  let kept = 0
  for (let i = 0; i < features.count; i++)
    if (!out.has(features.hashes[i]!)) features.hashes[kept++] = features.hashes[i]!
  features.count = kept
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash
}
