import type { DataSource, EntityManager } from 'typeorm'
import { asOperatorError } from '../kit/errors.js'
import { type Engine, openDataSource, type StoreOptions } from './data-source.js'
import { createGroupCommit } from './group-commit.js'

export type Db = EntityManager

export interface Store {
  readonly engine: Engine
  readonly source: DataSource
  /** The one way to the database: everything that `work` writes stands together or not at all. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Without a transaction, which costs more than a small statement: for work that only looks, or says one statement. */
  direct<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const source = await openDataSource(options)
  const where = options.engine === 'sqlite' ? options.file : new URL(options.url).host
  const ways = options.engine === 'sqlite' ? createGroupCommit(source) : pooled(source, where)
  return { engine: options.engine, source, ...ways, close: () => source.destroy() }
}

/** PostgreSQL has as many connections as works at once. */
function pooled(source: DataSource, where: string): Pick<Store, 'transaction' | 'direct'> {
  const named = (error: unknown) => Promise.reject(asOperatorError(error, where))
  return {
    transaction: (work) => source.transaction(work).catch(named),
    direct: (work) => work(source.manager).catch(named),
  }
}
