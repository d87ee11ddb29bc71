import type { EntityMetadata, ObjectLiteral } from 'typeorm'
import { type RawRow, readerOf } from './reader.js'
import type { Db } from './store.js'

interface Names {
  table: string
  columns: string
}
const names = new WeakMap<EntityMetadata, Names>()

function namesOf({ connection }: Db, entity: new () => object): Names {
  const metadata = connection.getMetadata(entity)
  const quote = (name: string) => connection.driver.escape(name)
  const known = names.get(metadata) ?? {
    table: metadata.tablePath.split('.').map(quote).join('.'),
    columns: metadata.columns.map((column) => quote(column.databaseName)).join(),
  }
  names.set(metadata, known)
  return known
}

/** A table by the name that both engines know it by. */
export const tableOf = (db: Db, entity: new () => object): string => namesOf(db, entity).table

/** The names of a table's columns, to be read by `readRows`. */
export const columnsOf = (db: Db, entity: new () => object): string => namesOf(db, entity).columns

/**
 * Rows of a statement in SQL, for those that are asked so often that building it costs more than answering it. `$1`,
 * `$2`… stand for the values, and first appear in this order.
 */
export async function readRows<T extends ObjectLiteral>(
  db: Db,
  entity: new () => T,
  sql: string,
  values: readonly unknown[],
): Promise<T[]> {
  const answer: unknown[] = await db.query(sql, [...values])
  // PostgreSQL's driver counts what a statement changed, and answers that beside the rows.
  const rows = (Array.isArray(answer[0]) ? answer[0] : answer) as RawRow[]
  const read = readerFor(db.connection.getMetadata(entity))
  return rows.map((row) => read(row) as T)
}

const readers = new WeakMap<EntityMetadata, ReturnType<typeof readerOf>>()

function readerFor(metadata: EntityMetadata): ReturnType<typeof readerOf> {
  const known = readers.get(metadata)
  if (known) return known
  const columns = metadata.columns.map((column) => [column.databaseName, column] as const)
  const reader = readerOf(metadata, { columns })
  readers.set(metadata, reader)
  return reader
}
