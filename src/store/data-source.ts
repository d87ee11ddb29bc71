import 'reflect-metadata'
import sqlite3 from 'sqlite3'
import { DataSource, type QueryRunner } from 'typeorm'
import { asOperatorError } from '../kit/errors.js'
import { ENTITIES } from './entities/index.js'
import { KeptFinds } from './kept-finds.js'
import { MIGRATIONS } from './migrations/index.js'
import { bindNumbers, PreparedDatabase } from './prepared.js'

export type Engine = 'sqlite' | 'postgres'

export type StoreOptions =
  | { engine: 'sqlite'; file: string; synchronous: 'FULL' | 'NORMAL' }
  | { engine: 'postgres'; url: string; schema?: string }

const shared = {
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'each' as const,
  synchronize: false,
}

/** How long SQLite waits for another process that holds the lock, before it says so. */
const BUSY_TIMEOUT_MS = 5_000

/** TypeORM asks for the driver's verbose mode, which takes a stack trace for every statement. */
const ourSqlite = { verbose: () => ({ ...sqlite3, Database: PreparedDatabase }) }

class KeptSource extends DataSource {
  override createEntityManager(runner?: QueryRunner): KeptFinds {
    return new KeptFinds(this, runner)
  }
}

function describe(options: StoreOptions): DataSource {
  if (options.engine === 'postgres')
    return new KeptSource({ type: 'postgres', url: options.url, schema: options.schema, ...shared })
  return new KeptSource({
    type: 'sqlite',
    driver: ourSqlite,
    database: options.file,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...shared,
  })
}

/** Connects and migrates. Throws an operator error that names the file or server. */
export async function openDataSource(options: StoreOptions): Promise<DataSource> {
  const source = describe(options)
  const where = options.engine === 'sqlite' ? options.file : new URL(options.url).host
  try {
    await source.initialize()
    if (options.engine === 'sqlite') bindNumbers(source)
    if (options.engine === 'sqlite') await source.query(`PRAGMA synchronous=${options.synchronous}`)
    await source.runMigrations()
    return source
  } catch (error) {
    if (source.isInitialized) await source.destroy()
    throw asOperatorError(error, where)
  }
}
