import { createUnderstand } from '../../src/understanding/index.js'

/**
 * How fast the shipped model is, here: milliseconds to load it, and short texts a second on one core. Processor time
 * rather than time on the clock, so that whatever else the machine does counts less.
 */
export function measureSpeed(texts: string[]): { loadMs: number; perSecond: number } {
  const before = spentMs()
  const understand = createUnderstand()
  const loadMs = spentMs() - before
  const short = texts.filter((text) => text.length <= 40)
  for (const text of short.slice(0, 3_000)) understand(text)
  const from = spentMs()
  for (const text of short) understand(text)
  return { loadMs, perSecond: (short.length / (spentMs() - from)) * 1000 }
}

function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
