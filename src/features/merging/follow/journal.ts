import type { ObjectLiteral } from 'typeorm'
import { changeRow, type Db, type Journal, writeRows } from '../../../store/index.js'

export type Row = ObjectLiteral & { id: string }
type EntityClass<T> = new () => T

/** Changes and removes rows, and writes down how they were. */
export class JournalPen {
  readonly journal: Journal = { changed: [], removed: [] }

  constructor(private readonly db: Db) {}

  async change<T extends Row>(entity: EntityClass<T>, row: T, columns: Partial<T>): Promise<void> {
    const was = Object.fromEntries(Object.keys(columns).map((name) => [name, row[name]]))
    this.journal.changed.push({ table: this.tableOf(entity), id: row.id, was, is: { ...columns } })
    Object.assign(row, columns)
    await changeRow(this.db, entity, row.id, columns)
  }

  async remove<T extends Row>(entity: EntityClass<T>, row: T): Promise<void> {
    this.journal.removed.push({ table: this.tableOf(entity), row: { ...row } })
    await this.db.delete(entity, { id: row.id } as object)
  }

  private tableOf(entity: EntityClass<Row>): string {
    return this.db.connection.getMetadata(entity).tableName
  }
}

/** Puts back what is still as the journal left it; what became of a column since stays. */
export async function takeBack(db: Db, { changed = [], removed = [] }: Partial<Journal>): Promise<void> {
  const entityOf = (table: string) => db.connection.getMetadata(table).target as EntityClass<Row>
  for (const { table, id, was, is } of changed.toReversed()) {
    const row = await db.findOneBy(entityOf(table), { id })
    const still = Object.keys(is).filter((name) => row && isSame(row[name], is[name]))
    if (still.length)
      await changeRow(db, entityOf(table), id, Object.fromEntries(still.map((name) => [name, was[name]])))
  }
  for (const { table, row } of removed) await writeRows(db, entityOf(table), [row], 'ignore')
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
