import { LRUCache } from 'lru-cache'
import type { Meaning, Understand } from './meaning.js'

const TEXTS = 4_096

/**
 * Understands each text once: groups repeat themselves, and what came in is read before it is handled. `version` is that
 * of the model; another one understands anew.
 */
export function cached(understand: Understand, version: () => string = () => ''): Understand {
  const known = new LRUCache<string, Meaning>({ max: TEXTS })
  return (text, context) => {
    if (context) return understand(text, context)
    const key = `${version()} ${text}`
    const before = known.get(key)
    if (before) return before
    const meaning = understand(text)
    known.set(key, meaning)
    return meaning
  }
}
