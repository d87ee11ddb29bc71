import { createUnderstand } from '../../src/understanding/index.js'

/** How fast the shipped model is, here: milliseconds to load it, and texts a second on one core. */
export function measureSpeed(texts: string[]): { loadMs: number; perSecond: number } {
  const started = performance.now()
  const understand = createUnderstand()
  const loadMs = performance.now() - started
  const short = texts.filter((text) => text.length <= 40)
  for (const text of short.slice(0, 3_000)) understand(text)
  const from = performance.now()
  for (const text of short) understand(text)
  return { loadMs, perSecond: (short.length / (performance.now() - from)) * 1000 }
}
