import { HOUR } from '../../src/kit/clock.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { simulateYear } from '../year/simulate.js'

const SHOWN = 20

/** A year of a store with 600 members and six who sell: what was forgotten, and how long it took. */
export async function benchYear(): Promise<void> {
  const year = {
    members: 600,
    days: 365,
    messages: 60,
    seed: 20250301,
    start: '2025-03-01',
    grain: 6 * HOUR,
    understand: createUnderstand(),
  }
  const { figures, faults } = await simulateYear(year)
  console.log(`year: ${JSON.stringify(figures)} (goal: 60 s)`)
  console.log(faults.length ? `year: ${faults.length} faults` : 'year: nothing and nobody was forgotten')
  for (const fault of faults.slice(0, SHOWN)) console.log(`year: ${fault}`)
  if (faults.length) process.exitCode = 1
}
