import { type QueryRunner, Table, type TableColumnOptions } from 'typeorm'

type Column = (name: string) => TableColumnOptions

const column =
  (options: Omit<TableColumnOptions, 'name'>): Column =>
  (name) => ({ name, ...options })

/** Column kinds by meaning, the same on both engines; they mirror store/columns.ts. */
export const id = column({ type: 'varchar', length: '36', isPrimary: true })
export const key = column({ type: 'varchar', length: '255', isPrimary: true })
export const ref = column({ type: 'varchar', length: '36' })
export const instant = column({ type: 'bigint' })
export const word = column({ type: 'varchar', length: '255' })
export const text = column({ type: 'text' })
export const json = column({ type: 'text' })
export const count = column({ type: 'integer' })
export const score = column({ type: 'double precision' })
export const flag = column({ type: 'boolean' })
export const optional =
  (kind: Column): Column =>
  (name) => ({ ...kind(name), isNullable: true })

/** A table as a statement names it: on PostgreSQL it may be in another schema than the usual one. */
export const named = ({ connection: { options } }: QueryRunner, table: string): string => {
  const schema = options.type === 'postgres' ? options.schema : undefined
  return schema ? `"${schema}"."${table}"` : `"${table}"`
}

interface Constraints {
  /** Constraint name → columns. */
  unique?: Record<string, string[]>
  /** Index name → columns, and a condition for a partial index. */
  index?: Record<string, string[] | { on: string[]; where: string }>
  /** Constraint name → [own column, table that it points to]. */
  foreign?: Record<string, [string, string]>
}

/** A table: column name → kind, then its constraints. */
export function table(
  name: string,
  columns: Record<string, Column>,
  { unique, index, foreign }: Constraints = {},
): Table {
  return new Table({
    name,
    columns: Object.entries(columns).map(([column, kind]) => kind(column)),
    uniques: Object.entries(unique ?? {}).map(([name, columnNames]) => ({ name, columnNames })),
    indices: Object.entries(index ?? {}).map(([name, spec]) =>
      Array.isArray(spec) ? { name, columnNames: spec } : { name, columnNames: spec.on, where: spec.where },
    ),
    foreignKeys: Object.entries(foreign ?? {}).map(([name, [column, target]]) => ({
      name,
      columnNames: [column],
      referencedTableName: target,
      referencedColumnNames: ['id'],
    })),
  })
}
