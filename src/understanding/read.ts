import { createExtractor, type Features } from './features.js'
import { type Folded, fold } from './fold.js'
import { type Hit, loadMatcher, type Matcher } from './match.js'
import { findSignals, type Signal } from './signals.js'

/** Everything that is seen in a text before anything is decided. Valid until the next reading. */
export interface Reading {
  folded: Folded
  hits: Hit[]
  signals: Signal[]
  features: Features
}

/** Fold, match and extract: what learning and answering share. */
export function createReader(matcher: Matcher = loadMatcher()): (text: string) => Reading {
  const extract = createExtractor(matcher)
  return (text) => {
    const folded = fold(text)
    const hits = matcher.find(folded.text)
    const signals = findSignals(folded.text)
    return { folded, hits, signals, features: extract(folded.text, hits, signals, folded.tricks) }
  }
}
