import { LRUCache } from 'lru-cache'
import sqlite3 from 'sqlite3'
import type { DataSource } from 'typeorm'
import { SmallTables } from './small-tables.js'

/** As many as the steps and jobs of a whole app ask, a few times over. */
const KEPT = 1_000
/** Statements with very many rows or ids are hardly ever said again in the same length. */
const LONGEST = 8_000

const CHANGES = /^(?:INSERT|UPDATE|DELETE) (?!.*\bRETURNING\b)/s

type Answer = (this: sqlite3.RunResult, error: Error | null, rows: unknown[]) => void

/**
 * A connection to SQLite that keeps its statements prepared. The driver prepares each anew, which costs a turn of the
 * thread pool and the planning of the query: more than most of ours take to run.
 */
export class PreparedDatabase extends sqlite3.Database {
  // Whoever still waits for one that is put away gets the answer first: the driver queues.
  private readonly kept = new LRUCache<string, sqlite3.Statement>({
    max: KEPT,
    dispose: (statement) => void statement.finalize(),
  })

  readonly smallTables = new SmallTables()

  override run(sql: string, ...args: unknown[]): this {
    // What answers rows after all would stay open at its first one, and keep everybody else from committing.
    if (CHANGES.test(sql)) return this.ask('run', sql, args)
    this.smallTables.hear(sql)
    return super.run(sql, ...args)
  }

  override all(sql: string, ...args: unknown[]): this {
    return this.ask('all', sql, args)
  }

  override close(done?: (error: Error | null) => void): void {
    this.kept.clear()
    super.close(done)
  }

  private ask(how: 'run' | 'all', sql: string, args: unknown[]): this {
    this.smallTables.hear(sql)
    const known = this.kept.get(sql)
    if (known) known[how](...args)
    else this.prepareAndAsk(how, sql, args)
    return this
  }

  private prepareAndAsk(how: 'run' | 'all', sql: string, args: unknown[]): void {
    const params = args.slice(0, -1)
    const answer = args.at(-1) as Answer
    const statement = this.prepare(sql)
    statement.on('error', (error: Error) => answer.call(statement as sqlite3.RunResult, error, []))
    const { kept } = this
    statement[how](...params, function (this: sqlite3.RunResult, error: Error | null, rows: unknown[]) {
      if (error || sql.length > LONGEST || kept.has(sql)) statement.finalize()
      else kept.set(sql, statement)
      answer.call(this, error, rows)
    })
  }
}

/** TypeORM writes numbers into the words of a statement: one that asks for a time would be another one every time. */
export function bindNumbers({ driver }: DataSource): void {
  const original = driver.escapeQueryWithParameters.bind(driver)
  driver.escapeQueryWithParameters = (sql, parameters, native) => {
    const boxed = Object.entries(parameters).map(([name, value]) => [name, box(value)])
    const [words, values] = original(sql, Object.fromEntries(boxed), native)
    return [words, values.map(unbox)]
  }
}

class Boxed {
  constructor(readonly value: number) {}
}
const box = (value: unknown) => (typeof value === 'number' ? new Boxed(value) : value)
const unbox = (value: unknown) => (value instanceof Boxed ? value.value : value)

/** What the one connection of SQLite knows of small tables; PostgreSQL has many connections. */
export function smallTablesOf({ driver }: DataSource): SmallTables | undefined {
  const { databaseConnection } = driver as { databaseConnection?: unknown }
  return databaseConnection instanceof PreparedDatabase ? databaseConnection.smallTables : undefined
}
