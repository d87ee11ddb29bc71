import type { EntityMetadata, ObjectLiteral } from 'typeorm'
import { pieces } from '../kit/pieces.js'
import { instant, PLAIN } from './columns.js'
import { tableOf } from './read-rows.js'
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
  const { changing } = statementOf(db, db.connection.getMetadata(entity))
  for (const [sql, values] of insertions(db, entity, rows)) await db.query(sql + conflict(onConflict, changing), values)
}

/** Writes those rows that are not there yet, and answers their ids. */
export async function writeFreshRows<T extends ObjectLiteral & { id: string }>(
  db: Db,
  entity: new () => T,
  rows: readonly object[],
): Promise<Set<string>> {
  const fresh: { id: string }[] = []
  for (const [sql, values] of insertions(db, entity, rows)) {
    // What begins with INSERT is answered no rows by TypeORM.
    fresh.push(...((await db.query(`\n${sql} ON CONFLICT DO NOTHING RETURNING id`, values)) as { id: string }[]))
  }
  return new Set(fresh.map(({ id }) => id))
}

/** What inserts rows, in as few statements as there have to be. */
function insertions<T extends ObjectLiteral>(
  db: Db,
  entity: new () => T,
  rows: readonly object[],
): [sql: string, values: unknown[]][] {
  const metadata = db.connection.getMetadata(entity)
  const { columns } = metadata
  const { into, valuesOf } = statementOf(db, metadata)
  const isNumbered = db.connection.options.type === 'postgres'
  return pieces(rows, Math.floor(PARAMETERS / columns.length)).map((piece) => [
    into + placeholders(piece.length, columns.length, isNumbered),
    piece.flatMap(valuesOf),
  ])
}

/** Sets some columns of the row with this id, as TypeORM's `update` does at several times the price. */
export async function changeRow<T extends ObjectLiteral>(
  db: Db,
  entity: new () => T,
  id: string,
  changes: Partial<T>,
): Promise<void> {
  const { driver } = db.connection
  const columns = db.connection
    .getMetadata(entity)
    .columns.filter(({ propertyName }) => (changes as Record<string, unknown>)[propertyName] !== undefined)
  const set = columns.map(({ databaseName }, n) => `${driver.escape(databaseName)} = $${n + 1}`).join()
  const values = columns.map(
    (column) =>
      driver.preparePersistentValue((changes as Record<string, unknown>)[column.propertyName], column) as unknown,
  )
  await db.query(`UPDATE ${tableOf(db, entity)} SET ${set} WHERE id = $${columns.length + 1}`, [...values, id])
}

interface Statement {
  into: string
  changing: string[]
  valuesOf(row: object): unknown[]
}
const statements = new WeakMap<EntityMetadata, Statement>()

/** What is the same for all rows of a table. */
function statementOf(db: Db, metadata: EntityMetadata): Statement {
  const known = statements.get(metadata)
  if (known) return known
  const { columns, uniques, foreignKeys, connection } = metadata
  const quote = (name: string) => connection.driver.escape(name)
  const names = columns.map((column) => quote(column.databaseName))
  const read = columns.map((column) => [column.propertyName, isPlain(column) ? null : column] as const)
  // What identifies a row or ties it to another never changes, and setting it anew would rewrite its indexes.
  const fixed = new Set([...uniques.flatMap((each) => each.columns), ...foreignKeys.flatMap((each) => each.columns)])
  const statement = {
    into: `INSERT INTO ${tableOf(db, metadata.target as new () => object)} (${names.join()}) VALUES `,
    changing: columns
      .filter((column) => !column.isPrimary && !fixed.has(column))
      .map((column) => quote(column.databaseName)),
    valuesOf: (row: object) =>
      read.map(([property, column]) => {
        const value = (row as Record<string, unknown>)[property] ?? null
        return column ? (connection.driver.preparePersistentValue(value, column) as unknown) : value
      }),
  }
  statements.set(metadata, statement)
  return statement
}

/** Whether the database takes its values as they are. */
const isPlain = ({ transformer, type }: EntityMetadata['columns'][number]) =>
  transformer === instant || (!transformer && PLAIN.has(type))

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
