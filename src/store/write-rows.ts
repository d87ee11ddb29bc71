import type { EntityMetadata, ObjectLiteral } from 'typeorm'
import { pieces } from '../kit/pieces.js'
import { instant, PLAIN } from './columns.js'
import { tableOf } from './read-rows.js'
import type { Db } from './store.js'

/** What happens when a row is there already: an error, nothing, or (by id) the new values. */
export type OnConflict = 'fail' | 'ignore' | 'update'

/** `tell`: nothing happens, and the ids of the others are told. */
type Ending = OnConflict | 'tell'

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
  for (const [sql, values] of insertions(db, entity, rows, onConflict)) await db.query(sql, values)
}

/** Writes those rows that are not there yet, and answers their ids. */
export async function writeFreshRows<T extends ObjectLiteral & { id: string }>(
  db: Db,
  entity: new () => T,
  rows: readonly object[],
): Promise<Set<string>> {
  const fresh: { id: string }[] = []
  for (const [sql, values] of insertions(db, entity, rows, 'tell')) {
    fresh.push(...((await db.query(sql, values)) as { id: string }[]))
  }
  return new Set(fresh.map(({ id }) => id))
}

/** What inserts rows, in as few statements as there have to be. */
function insertions<T extends ObjectLiteral>(
  db: Db,
  entity: new () => T,
  rows: readonly object[],
  onConflict: Ending,
): [sql: string, values: unknown[]][] {
  const metadata = db.connection.getMetadata(entity)
  const { insert, valuesOf } = statementOf(db, metadata)
  return pieces(rows, Math.floor(PARAMETERS / metadata.columns.length)).map((piece) => [
    insert(piece.length, onConflict),
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
  insert(rows: number, ending: Ending): string
  valuesOf(row: object): unknown[]
}
const statements = new WeakMap<EntityMetadata, Statement>()

/** Of so many rows the words are kept: most statements have few. */
const KEPT_ROWS = 64

/** What is the same for all rows of a table. */
function statementOf(db: Db, metadata: EntityMetadata): Statement {
  const known = statements.get(metadata)
  if (known) return known
  const { columns, uniques, foreignKeys, connection } = metadata
  const isNumbered = connection.options.type === 'postgres'
  const quote = (name: string) => connection.driver.escape(name)
  const names = columns.map((column) => quote(column.databaseName))
  const into = `INSERT INTO ${tableOf(db, metadata.target as new () => object)} (${names.join()}) VALUES `
  const read = columns.map((column) => [column.propertyName, isPlain(column) ? null : column] as const)
  // What identifies a row or ties it to another never changes, and setting it anew would rewrite its indexes.
  const fixed = new Set([...uniques.flatMap((each) => each.columns), ...foreignKeys.flatMap((each) => each.columns)])
  const changing = columns
    .filter((column) => !column.isPrimary && !fixed.has(column))
    .map((column) => quote(column.databaseName))
  const endings: Record<Ending, string> = {
    fail: '',
    ignore: ' ON CONFLICT DO NOTHING',
    tell: ' ON CONFLICT DO NOTHING RETURNING id',
    update: ` ON CONFLICT (id) DO UPDATE SET ${changing.map((name) => `${name}=excluded.${name}`).join()}`,
  }
  const words = new Map<string, string>()
  const statement: Statement = {
    insert(rows, ending) {
      const key = `${rows} ${ending}`
      // What begins with INSERT is answered no rows by TypeORM.
      const start = ending === 'tell' ? `\n${into}` : into
      const sql = words.get(key) ?? start + placeholders(rows, columns.length, isNumbered) + endings[ending]
      if (rows <= KEPT_ROWS) words.set(key, sql)
      return sql
    },
    valuesOf: (row) =>
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
