import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { HOUR } from '../../src/kit/clock.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { simulateYear } from '../year/simulate.js'

const SHOWN = 20
/** Jobs that the clock starts every few minutes run this late at most, and so less often than in a store. */
const GRAIN = 6 * HOUR
const YEAR = 365

const RUN = fileURLToPath(new URL('run.ts', import.meta.url))
/** Set in the process that lives the year. */
const HERE = 'CHEYOU_BENCH_YEAR_HERE'

/**
 * Keeps the main thread, and the database's that it starts later, on one core; those of the compiler and the garbage
 * collector stay free. The two only ever wait for each other, and on many a virtual machine waking the other core takes
 * longer than the statement. Where there is no `taskset` everything stays as it is.
 */
const ON_ONE_CORE = `
  import { execFileSync } from 'node:child_process'
  try {
    const allowed = execFileSync('taskset', ['-cp', process.pid], { encoding: 'utf8' })
    execFileSync('taskset', ['-cp', /\\d+(?=\\s*$)/.exec(allowed)[0], process.pid])
    console.log('year: main thread and database on one core')
  } catch {
    console.log('year: no taskset here, main thread and database on any core')
  }`

/** A year of a store with 600 members and six who sell, or its first days: what was forgotten, and how long it took. */
export async function benchYear(days = YEAR): Promise<void> {
  if (process.env[HERE]) return liveYear(days)
  const onOneCore = `data:text/javascript,${encodeURIComponent(ON_ONE_CORE)}`
  const child = spawn(process.execPath, ['--import', onOneCore, '--import', 'tsx', RUN, 'year', String(days)], {
    stdio: 'inherit',
    env: { ...process.env, [HERE]: 'yes' },
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exitCode = 1
}

async function liveYear(days: number): Promise<void> {
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
