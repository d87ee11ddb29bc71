import { createUnderstand } from '../../src/understanding/index.js'

export interface Speed {
  loadMs: number
  /** Short texts, the whole of understand(). */
  microseconds: number
}

/**
 * How fast the shipped model is, here: milliseconds to load it, and microseconds a short text on one core. Processor
 * time rather than time on the clock, so that whatever else the machine does counts less.
 */
export function measureSpeed(texts: string[]): Speed {
  const before = spentMs()
  const understand = createUnderstand()
  const loadMs = spentMs() - before
  const short = texts.filter((text) => text.length <= 40)
  for (const text of short.slice(0, 3_000)) understand(text)
  const from = spentMs()
  for (const text of short) understand(text)
  return { loadMs, microseconds: ((spentMs() - from) / short.length) * 1000 }
}

/** Processor time that this process has spent so far. */
export function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
