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
  close(): Promise<void>
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const source = await openDataSource(options)
  const where = options.engine === 'sqlite' ? options.file : new URL(options.url).host
  const pooled = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    try {
      return await source.transaction(work)
    } catch (error) {
      throw asOperatorError(error, where)
    }
  }
  return {
    engine: options.engine,
    source,
    transaction: options.engine === 'sqlite' ? createGroupCommit(source) : pooled,
    close: () => source.destroy(),
  }
}
