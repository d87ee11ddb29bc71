import { HOUR } from '../../src/kit/clock.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { simulateYear } from '../year/simulate.js'

const SHOWN = 20
/** Jobs that the clock starts every few minutes run this late at most, and so less often than in a store. */
const GRAIN = 6 * HOUR
const YEAR = 365

/** A year of a store with 600 members and six who sell, or its first days: what was forgotten, and how long it took. */
export async function benchYear(days = YEAR): Promise<void> {
  const year = {
    members: 600,
    days,
    messages: 60,
    seed: 20250301,
    start: '2025-03-01',
    grain: GRAIN,
    understand: createUnderstand(),
  }
  const before = process.cpuUsage()
  const { figures, faults } = await simulateYear(year)
  const { user, system } = process.cpuUsage(before)
  const cpu = Math.round((user + system) / 1e6)
  console.log(`year: ${JSON.stringify(figures)}`)
  console.log(
    `year: ${days} days in ${figures.seconds} s, ${cpu} s of processor time (goal: 60 s for ${YEAR}); jobs by the clock up to ${GRAIN / HOUR} h late`,
  )
  console.log(faults.length ? `year: ${faults.length} faults` : 'year: nothing and nobody was forgotten')
  for (const fault of faults.slice(0, SHOWN)) console.log(`year: ${fault}`)
  if (faults.length) process.exitCode = 1
}
