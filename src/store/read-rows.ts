import type { EntityMetadata, ObjectLiteral } from 'typeorm'
import type { Db } from './store.js'

/** A table by the name that both engines know it by. */
export const tableOf = (db: Db, entity: new () => object): string =>
  db.connection
    .getMetadata(entity)
    .tablePath.split('.')
    .map((name) => db.connection.driver.escape(name))
    .join('.')

/** The names of a table's columns, to be read by `readRows`. */
export const columnsOf = (db: Db, entity: new () => object): string =>
  db.connection
    .getMetadata(entity)
    .columns.map((column) => db.connection.driver.escape(column.databaseName))
    .join()

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
  const { columns } = db.connection.getMetadata(entity)
  const answer: unknown[] = await db.query(sql, [...values])
  // PostgreSQL's driver counts what a statement changed, and answers that beside the rows.
  const rows = (Array.isArray(answer[0]) ? answer[0] : answer) as Record<string, unknown>[]
  return rows.map((row) => toEntity(db, entity, columns, row))
}

function toEntity<T extends ObjectLiteral>(
  { connection: { driver } }: Db,
  entity: new () => T,
  columns: EntityMetadata['columns'],
  row: Record<string, unknown>,
): T {
  const made = new entity() as Record<string, unknown>
  for (const column of columns)
    if (column.databaseName in row)
      made[column.propertyName] = driver.prepareHydratedValue(row[column.databaseName], column)
  return made as T
}
