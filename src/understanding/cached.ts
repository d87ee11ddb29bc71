import { LRUCache } from 'lru-cache'
import type { Meaning, Understand } from './meaning.js'

const TEXTS = 4_096

/** Understands each text once: groups repeat themselves, and what came in is read before it is handled. */
export function cached(understand: Understand): Understand {
  const known = new LRUCache<string, Meaning>({ max: TEXTS })
  return (text, context) => {
    if (context) return understand(text, context)
    const before = known.get(text)
    if (before) return before
    const meaning = understand(text)
    known.set(text, meaning)
    return meaning
  }
}
