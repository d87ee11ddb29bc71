import type { ObjectLiteral } from 'typeorm'
import type { Db } from './store.js'

/** What happens when a row is there already: an error, nothing, or (by id) the new values. */
export type OnConflict = 'fail' | 'ignore' | 'update'

/** SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535. */
const PARAMETERS = 30_000

/**
 * Writes rows of one table with as few statements as possible. TypeORM's own insert names every parameter and
 * looks it up again, which costs three times what SQLite needs to store the row (see the benchmark).
 */
export async function writeRows<T extends ObjectLiteral>(
  db: Db,
  entity: new () => T,
  rows: readonly object[],
  onConflict: OnConflict = 'fail',
): Promise<void> {
  const { columns, tablePath, uniques, foreignKeys } = db.connection.getMetadata(entity)
  const { driver } = db.connection
  const names = columns.map((column) => driver.escape(column.databaseName))
  const into = `INSERT INTO ${tablePath
    .split('.')
    .map((part) => driver.escape(part))
    .join('.')} (${names.join()}) VALUES `
  // What identifies a row or ties it to another never changes, and setting it anew would rewrite its indexes.
  const fixed = new Set([...uniques.flatMap((each) => each.columns), ...foreignKeys.flatMap((each) => each.columns)])
  const changing = columns
    .filter((column) => !column.isPrimary && !fixed.has(column))
    .map((column) => driver.escape(column.databaseName))
  const most = Math.floor(PARAMETERS / columns.length)
  for (let from = 0; from < rows.length; from += most) {
    const piece = rows.slice(from, from + most)
    const values = piece.flatMap((row) =>
      columns.map(
        (column) =>
          driver.preparePersistentValue(
            (row as Record<string, unknown>)[column.propertyName] ?? null,
            column,
          ) as unknown,
      ),
    )
    await db.query(
      into +
        placeholders(piece.length, columns.length, driver.options.type === 'postgres') +
        conflict(onConflict, changing),
      values,
    )
  }
}

function placeholders(rows: number, columns: number, numbered: boolean): string {
  if (!numbered)
    return Array(rows)
      .fill(`(${Array(columns).fill('?').join()})`)
      .join()
  let n = 0
  return Array.from({ length: rows }, () => `(${Array.from({ length: columns }, () => `$${++n}`).join()})`).join()
}

function conflict(onConflict: OnConflict, changing: readonly string[]): string {
  if (onConflict === 'fail') return ''
  if (onConflict === 'ignore') return ' ON CONFLICT DO NOTHING'
  return ` ON CONFLICT (id) DO UPDATE SET ${changing.map((name) => `${name}=excluded.${name}`).join()}`
}
