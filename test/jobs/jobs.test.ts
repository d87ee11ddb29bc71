import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createSqliteJobs, type Jobs, sweepJobs } from '../../src/jobs/index.js'
import { CheyouError } from '../../src/kit/errors.js'
import { silentLog } from '../../src/kit/log.js'
import { Job, type JobOptions, openStore, type Store } from '../../src/store/index.js'
import { fakeClock } from '../kit/clock.js'
import { ENGINES, type TestDatabase } from '../kit/engines.js'
import { countingIds } from '../kit/ids.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A wall clock of the business: 2026-09-`day`, Asia/Shanghai. */
const shanghai = (day: number, hour: number, minute = 0) => Date.UTC(2026, 8, day, hour - 8, minute)

let database: TestDatabase
let store: Store
let jobs: Jobs
const clock = fakeClock()
const ids = countingIds()
let ran: { task: string; payload: unknown; dueAt: number; at: number }[]

const open = () => createSqliteJobs({ store, clock, ids, zone: 'Asia/Shanghai', log: silentLog })

/** A task that writes down that it ran, and fails the first `failures` times. */
const noting = (task: string, failures = 0) => {
  let left = failures
  return async (payload: unknown, dueAt: number) => {
    ran.push({ task, payload, dueAt, at: clock.now() })
    if (left) {
      left -= 1
      throw new Error('not yet')
    }
  }
}

const enqueue = (task: string, payload: Record<string, unknown>, options: Partial<JobOptions> = {}) =>
  store.transaction((db) => jobs.enqueue(task, payload, { runAt: clock.now(), ...options }, db))

const rows = () => store.transaction((db) => db.find(Job, { order: { id: 'ASC' } }))

/** Moves the clock from due time to due time until `end`. */
async function runUntil(end: number): Promise<void> {
  for (let due = await jobs.runDue(); due !== null && due <= end; due = await jobs.runDue()) clock.set(due)
  clock.set(end)
  await jobs.runDue()
}

/** The process ends, and comes back with the same tasks. */
async function restart(define: () => void): Promise<void> {
  await jobs.stop()
  jobs = open()
  define()
  await jobs.start()
}

async function begin(engine: keyof typeof ENGINES): Promise<void> {
  database = await ENGINES[engine]()
  store = await openStore(database.options)
  clock.set(shanghai(1, 10))
  ran = []
  jobs = open()
}

afterEach(async () => {
  await jobs.stop()
  await store.close()
  await database.drop()
})

describe.each(['sqlite', 'postgres'] as const)('jobs by the clock on %s', (engine) => {
  beforeEach(() => begin(engine))

  const daily = (failures = 0) => {
    const task = noting('greet', failures)
    return () => jobs.schedule('greet', '30 8 * * *', task)
  }

  it('run in the time zone of the business', async () => {
    daily()()
    await jobs.start()
    await runUntil(shanghai(4, 8))
    expect(ran.map((each) => each.at)).toEqual([shanghai(2, 8, 30), shanghai(3, 8, 30)])
    expect(ran[0]).toMatchObject({ payload: {}, dueAt: shanghai(2, 8, 30) })
  })

  it('run once, and late, when the process was down at their time', async () => {
    const define = daily()
    define()
    await jobs.start()
    await jobs.stop()
    clock.set(shanghai(5, 12))
    await restart(define)
    await jobs.runDue()
    expect(ran).toMatchObject([{ dueAt: shanghai(2, 8, 30), at: shanghai(5, 12) }])
    await runUntil(shanghai(6, 9))
    expect(ran.map((each) => each.at)).toEqual([shanghai(5, 12), shanghai(6, 8, 30)])
  })

  it('are planned once, however often the program is started', async () => {
    const define = daily()
    for (let n = 0; n < 3; n += 1) await restart(define)
    expect(await rows()).toHaveLength(1)
  })

  it('stand in one row, which goes on to the next time', async () => {
    daily()()
    await jobs.start()
    await runUntil(shanghai(4, 8))
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0, runAt: shanghai(4, 8, 30) }])
  })

  it('go on when the clock of the machine is set back meanwhile', async () => {
    const greet = noting('greet')
    jobs.schedule('greet', '30 8 * * *', async (payload, dueAt) => {
      await greet(payload, dueAt)
      clock.set(dueAt - MINUTE)
    })
    await jobs.start()
    await runUntil(shanghai(3, 9))
    expect(ran.map((each) => each.dueAt)).toEqual([shanghai(2, 8, 30), shanghai(3, 8, 30)])
    expect(await rows()).toMatchObject([{ state: 'waiting', runAt: shanghai(4, 8, 30) }])
  })

  it('keep to their clock when one run fails', async () => {
    daily(1)()
    await jobs.start()
    await runUntil(shanghai(3, 9))
    expect(ran.map((each) => each.at)).toEqual([shanghai(2, 8, 30), shanghai(2, 8, 31), shanghai(3, 8, 30)])
  })
})

describe('jobs that are asked for', () => {
  beforeEach(() => begin('sqlite'))

  it('run when they are due, with their payload', async () => {
    jobs.define('remind', noting('remind'))
    const due = clock.now() + HOUR
    await enqueue('remind', { inquiry: 'q1' }, { runAt: due })
    expect(await jobs.runDue()).toBe(due)
    expect(ran).toEqual([])
    await runUntil(due)
    expect(ran).toEqual([{ task: 'remind', payload: { inquiry: 'q1' }, dueAt: due, at: due }])
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1, error: null }])
  })

  it('are taken in with what their transaction writes, or not at all', async () => {
    jobs.define('remind', noting('remind'))
    const work = store.transaction(async (db) => {
      await jobs.enqueue('remind', {}, { runAt: clock.now() }, db)
      throw new Error('a bad message')
    })
    await expect(work).rejects.toThrow('a bad message')
    await jobs.runDue()
    expect(ran).toEqual([])
  })

  it('survive a restart', async () => {
    const remind = noting('remind')
    await enqueue('remind', { inquiry: 'q1' }, { runAt: clock.now() + HOUR })
    clock.advance(DAY)
    await restart(() => jobs.define('remind', remind))
    await jobs.runDue()
    await restart(() => jobs.define('remind', remind))
    await jobs.runDue()
    expect(ran).toHaveLength(1)
  })

  it('start over when a crash cut them off', async () => {
    const cut = new Promise<void>(() => undefined)
    jobs.define('report', async () => cut)
    await enqueue('report', {})
    void jobs.runDue()
    jobs = open()
    jobs.define('report', noting('report'))
    await jobs.runDue()
    expect(ran).toHaveLength(1)
  })

  it('are tried again, later and later, and given up after the fifth time', async () => {
    jobs.define('export', noting('export', 9))
    const start = clock.now()
    await enqueue('export', {})
    await runUntil(start + DAY)
    expect(ran.map((each) => (each.at - start) / MINUTE)).toEqual([0, 1, 5, 21, 85])
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 5, error: 'not yet' }])
  })

  it('have another turn at once when the database chose them to give way', async () => {
    let turns = 0
    jobs.define('export', async () => {
      turns += 1
      if (turns === 1) throw new CheyouError('database_busy')
    })
    await enqueue('export', {})
    expect(await jobs.runDue()).toBeNull()
    expect([turns, await rows()]).toMatchObject([2, [{ state: 'done', attempts: 1 }]])
  })

  it('end well when a later try succeeds', async () => {
    jobs.define('export', noting('export', 2))
    await enqueue('export', {})
    await runUntil(clock.now() + DAY)
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 3, error: null }])
  })

  it('do not hold up other jobs when they fail', async () => {
    jobs.define('export', noting('export', 1))
    jobs.define('remind', noting('remind'))
    await enqueue('export', {})
    await enqueue('remind', {})
    await jobs.runDue()
    expect(ran.map((each) => each.task)).toEqual(['export', 'remind'])
  })

  it('say which task is missing', async () => {
    await enqueue('forgotten', {})
    await jobs.runDue()
    expect(await rows()).toMatchObject([{ state: 'waiting', error: 'no such task: forgotten' }])
  })

  it.each([
    ['it is done', 0],
    ['it was given up', 9],
  ])('are taken once for each key, until %s', async (_when, failures) => {
    jobs.define('remind', noting('remind', failures))
    for (let n = 0; n < 3; n += 1) await enqueue('remind', { n }, { dedupeKey: 'remind:q1' })
    await enqueue('remind', { n: 9 }, { dedupeKey: 'remind:q2' })
    expect((await rows()).map((job) => job.payload)).toEqual([{ n: 0 }, { n: 9 }])
    await runUntil(clock.now() + DAY)
    await enqueue('remind', { n: 4 }, { dedupeKey: 'remind:q1' })
    expect((await rows()).map((job) => job.payload)).toEqual([{ n: 0 }, { n: 9 }, { n: 4 }])
  })

  it('run in the order of their time', async () => {
    jobs.define('step', noting('step'))
    const now = clock.now()
    await enqueue('step', { n: 2 }, { runAt: now - MINUTE })
    await enqueue('step', { n: 3 }, { runAt: now })
    await enqueue('step', { n: 1 }, { runAt: now - HOUR })
    await jobs.runDue()
    expect(ran.map((each) => each.payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  it('of a task that takes many run together when they are due, and each alone when that fails', async () => {
    const heard: unknown[][] = []
    jobs.defineTogether('tell', async (payloads) => {
      heard.push(payloads.map(({ n }) => n))
      if (payloads.some(({ n }) => n === 2)) throw new Error('a bad one')
    })
    jobs.define('remind', noting('remind'))
    const tell = (n: number, runAt = clock.now()) => enqueue('tell', { n }, { runAt })
    for (const n of [0, 1]) await tell(n)
    await enqueue('remind', {})
    await tell(9, clock.now() + HOUR)
    await jobs.runDue()
    for (const n of [2, 3]) await tell(n)
    await jobs.runDue()
    expect(heard).toEqual([[0, 1], [2, 3], [2], [3]])
    expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ...[0, 1, 2].map(() => ['done', 1]),
      ['waiting', 0],
      ['waiting', 1],
      ['done', 1],
    ])
  })

  it('wait behind one of the same serial key that failed, while others go on', async () => {
    jobs.define('sync', noting('sync', 1))
    jobs.define('remind', noting('remind'))
    const start = clock.now()
    await enqueue('sync', { n: 1 }, { serialKey: 'customer:1' })
    await enqueue('sync', { n: 2 }, { serialKey: 'customer:1' })
    await enqueue('remind', { n: 3 }, { serialKey: 'customer:2' })
    await enqueue('remind', { n: 4 })
    expect(await jobs.runDue()).toBe(start + MINUTE)
    const order = () => ran.map((each) => (each.payload as { n: number }).n)
    expect(order()).toEqual([1, 3, 4])
    await runUntil(start + MINUTE)
    expect(order()).toEqual([1, 3, 4, 1, 2])
  })

  it('that come in while others run have their turn in the same round, by their time', async () => {
    const step = noting('step')
    jobs.define('step', async (payload, dueAt) => {
      await step(payload, dueAt)
      if (payload.n !== 1) return
      await enqueue('step', { n: 4 }, { runAt: clock.now() + MINUTE })
      await enqueue('step', { n: 3 }, { runAt: clock.now() - MINUTE })
    })
    for (const n of [1, 2]) await enqueue('step', { n })
    expect(await jobs.runDue()).toBe(clock.now() + MINUTE)
    expect(ran.map((each) => each.payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  it('of which very many are due run once each, a key that failed midway held back', async () => {
    jobs.define('step', noting('step'))
    jobs.define('sync', noting('sync', 1))
    const runAt = clock.now()
    for (let n = 0; n < 250; n += 1)
      await enqueue(
        n % 50 === 49 ? 'sync' : 'step',
        { n },
        n % 50 === 49 ? { runAt, serialKey: 'customer:1' } : { runAt },
      )
    await jobs.runDue()
    expect(ran.map((each) => (each.payload as { n: number }).n)).toEqual(
      Array.from({ length: 250 }, (_, n) => n).filter((n) => n % 50 !== 49 || n === 49),
    )
    ran = []
    await runUntil(runAt + MINUTE)
    expect(ran.map((each) => (each.payload as { n: number }).n)).toEqual([49, 99, 149, 199, 249])
  })

  it('that are due together end with the one that runs when the program stops', async () => {
    jobs.define('step', async (payload) => {
      await noting('step')(payload, 0)
      void jobs.stop()
    })
    for (const n of [1, 2, 3]) await enqueue('step', { n })
    await jobs.start()
    while (!ran.length) await new Promise(setImmediate)
    await jobs.stop()
    expect(ran.map((each) => each.payload)).toEqual([{ n: 1 }])
    expect((await rows()).map(({ state }) => state)).toEqual(['done', 'waiting', 'waiting'])
  })

  it('never run twice at a time, whoever asks', async () => {
    let at = 0
    let most = 0
    jobs.define('slow', async () => {
      at += 1
      most = Math.max(most, at)
      await new Promise(setImmediate)
      at -= 1
    })
    for (let n = 0; n < 5; n += 1) await enqueue('slow', {})
    await jobs.start()
    jobs.wake()
    await Promise.all([jobs.runDue(), jobs.runDue()])
    expect(most).toBe(1)
    expect((await rows()).every((job) => job.attempts === 1 && job.state === 'done')).toBe(true)
  })

  it('do not wait for one that takes long, whenever they come in', async () => {
    let end: (value?: unknown) => void = () => {}
    jobs.define('learn', () => new Promise((resolve) => (end = resolve)), { isSlow: true })
    jobs.define('alarm', noting('alarm'))
    await enqueue('learn', {})
    await enqueue('alarm', {})
    await jobs.start()
    while (ran.length < 1) await new Promise(setImmediate)
    await enqueue('alarm', {})
    jobs.wake()
    while (ran.length < 2) await new Promise(setImmediate)
    expect((await rows()).map(({ task, state }) => [task, state])).toContainEqual(['learn', 'waiting'])
    end()
    await jobs.runDue()
    expect((await rows()).every(({ state }) => state === 'done')).toBe(true)
  })

  it('are forgotten a week after they were done; what was given up is kept', async () => {
    jobs.define('remind', noting('remind'))
    jobs.define('export', noting('export', 9))
    await enqueue('export', {})
    await enqueue('remind', { n: 1 })
    await runUntil(clock.now() + 5 * DAY)
    await enqueue('remind', { n: 2 })
    await runUntil(clock.now() + 3 * DAY)
    await sweepJobs(store, clock.now())
    expect((await rows()).map(({ state, payload }) => [state, payload])).toEqual([
      ['failed', {}],
      ['done', { n: 2 }],
    ])
  })

  it('are seen when they come in during a round', async () => {
    jobs.define('second', noting('second'))
    jobs.define('first', async () => {
      await enqueue('second', {})
      jobs.wake()
    })
    await enqueue('first', {})
    await jobs.start()
    while (!ran.length) await new Promise(setImmediate)
    expect(ran).toMatchObject([{ task: 'second' }])
  })
})
