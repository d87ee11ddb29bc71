import type { ObjectLiteral } from 'typeorm'
import { ENTITIES, Job, OutboxItem } from './entities/index.js'
import type { Db } from './store.js'
import { writeRows } from './write-rows.js'

type Row = ObjectLiteral & { id: string }
type EntityClass<T extends Row> = new () => T
/** A row without its relations: what is written. */
export type RowOf<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] }

/** Asking twice for the same thing is no mistake here: their dedupe keys let the first one stand. */
const ASKED_ONCE = new Set<unknown>([OutboxItem, Job])

/** Collects what a batch of messages decides, and writes it with one insert a table. */
export class Writes {
  private readonly added = new Map<unknown, Map<string, Row>>()
  private readonly changed = new Map<unknown, Map<string, Row>>()
  private readonly set: [EntityClass<Row>, string, object][] = []
  private readonly gone: [EntityClass<Row>, string][] = []

  insert<T extends Row>(entity: EntityClass<T>, row: RowOf<T>): T {
    return this.put(this.added, entity, row as unknown as T)
  }

  /** Call it after changing a loaded row in memory; rows that are new anyway need no second write. */
  update<T extends Row>(entity: EntityClass<T>, row: T): void {
    if (!this.added.get(entity)?.has(row.id)) this.put(this.changed, entity, row)
  }

  /** Single columns of a row, for those that `update` leaves alone: what a row points to. */
  change<T extends Row>(entity: EntityClass<T>, id: string, columns: Partial<RowOf<T>>): void {
    this.set.push([entity, id, columns])
  }

  remove<T extends Row>(entity: EntityClass<T>, id: string): void {
    this.gone.push([entity, id])
  }

  /** Rows of one table that this batch adds or updates. */
  rows<T extends Row>(entity: EntityClass<T>): T[] {
    return [this.added, this.changed].flatMap((rows) => [...(rows.get(entity)?.values() ?? [])]) as T[]
  }

  async flush(db: Db): Promise<void> {
    for (const entity of ENTITIES as EntityClass<Row>[]) {
      await writeRows(
        db,
        entity,
        [...(this.added.get(entity)?.values() ?? [])],
        ASKED_ONCE.has(entity) ? 'ignore' : 'fail',
      )
      await writeRows(db, entity, [...(this.changed.get(entity)?.values() ?? [])], 'update')
    }
    for (const [entity, id, columns] of this.set.splice(0)) await db.update(entity, { id }, columns)
    for (const [entity, id] of this.gone.splice(0)) await db.delete(entity, { id })
    this.added.clear()
    this.changed.clear()
  }

  private put<T extends Row>(into: Map<unknown, Map<string, Row>>, entity: EntityClass<T>, row: T): T {
    const rows = into.get(entity) ?? new Map<string, Row>()
    into.set(entity, rows)
    rows.set(row.id, row)
    return row
  }
}
