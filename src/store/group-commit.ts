import type { DataSource, EntityManager } from 'typeorm'
import { asOperatorError } from '../kit/errors.js'
import { smallTablesOf } from './prepared.js'

type Work<T> = (db: EntityManager) => Promise<T>

interface Waiting {
  work: Work<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Works that share one commit, and with it one fsync. */
const MOST_TOGETHER = 64

/**
 * Transactions on SQLite. TypeORM has one connection there, on which two overlapping transactions break each other,
 * so works queue; those that wait together commit together, each behind a savepoint of its own. Those that
 * need no transaction come first, between two commits.
 */
export function createGroupCommit(source: DataSource) {
  const runner = source.createQueryRunner()
  const where = String(source.options.database)
  const small = smallTablesOf(source)
  const waiting: Waiting[] = []
  const direct: Waiting[] = []
  let draining = false

  /** From here on nobody else changes anything until we end; what another process changed before shows now. */
  async function begin(): Promise<void> {
    await runner.query('BEGIN IMMEDIATE')
    if (!small) return
    const [row] = where === ':memory:' ? [] : await runner.query('PRAGMA data_version')
    if (row) small.foreignChanges(row.data_version)
    small.isOpen = true
  }

  async function end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (small) small.isOpen = false
    await runner.query(how)
  }

  /** A work that waits alone needs no savepoint: what it wrote goes with the transaction. */
  async function commitAlone({ work, resolve, reject }: Waiting): Promise<void> {
    try {
      await begin()
      const value = await work(runner.manager)
      await end('COMMIT')
      resolve(value)
    } catch (error) {
      await end('ROLLBACK').catch(() => undefined)
      reject(asOperatorError(error, where))
    }
  }

  async function say({ work, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(await work(runner.manager))
    } catch (error) {
      reject(asOperatorError(error, where))
    }
  }

  async function commitTogether(works: Waiting[]): Promise<void> {
    const settle: (() => void)[] = []
    try {
      await begin()
      for (const each of works) {
        await runner.query('SAVEPOINT work')
        try {
          const value = await each.work(runner.manager)
          settle.push(() => each.resolve(value))
        } catch (error) {
          // Fails itself when SQLite has already rolled everything back (disk full): then nobody's work stands.
          await runner.query('ROLLBACK TO work').catch(() => Promise.reject(error))
          settle.push(() => each.reject(asOperatorError(error, where)))
        }
        await runner.query('RELEASE work')
      }
      await end('COMMIT')
    } catch (error) {
      await end('ROLLBACK').catch(() => undefined)
      for (const each of works) each.reject(asOperatorError(error, where))
      return
    }
    for (const each of settle) each()
  }

  async function drain(): Promise<void> {
    draining = true
    while (direct.length || waiting.length) {
      for (const each of direct.splice(0)) await say(each)
      const works = waiting.splice(0, MOST_TOGETHER)
      if (works.length > 1) await commitTogether(works)
      else if (works[0]) await commitAlone(works[0])
    }
    draining = false
  }

  const enqueue =
    (queue: Waiting[]) =>
    <T>(work: Work<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject })
        if (!draining) void drain()
      })

  return { transaction: enqueue(waiting), direct: enqueue(direct) }
}
