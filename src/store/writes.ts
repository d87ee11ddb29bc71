import type { EntityTarget, ObjectLiteral } from 'typeorm'
import { ENTITIES, Job, OutboxItem } from './entities/index.js'
import type { Db } from './store.js'

type Row = ObjectLiteral & { id: string }
type EntityClass<T extends Row> = new () => T
/** A row without its relations: what is written. */
export type RowOf<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] }

/** Asking twice for the same thing is no mistake here: their dedupe keys let the first one stand. */
const ASKED_ONCE = new Set<unknown>([OutboxItem, Job])

/** SQLite takes 32,766 parameters a statement; no table here has more than 20 columns. */
const ROWS_A_STATEMENT = 1_000

/** Collects what a batch of messages decides, and writes it with one insert a table. */
export class Writes {
  private readonly added = new Map<unknown, Map<string, Row>>()
  private readonly changed = new Map<unknown, Map<string, Row>>()

  insert<T extends Row>(entity: EntityClass<T>, row: RowOf<T>): T {
    return this.put(this.added, entity, row as unknown as T)
  }

  /** Call it after changing a loaded row in memory; rows that are new anyway need no second write. */
  update<T extends Row>(entity: EntityClass<T>, row: T): void {
    if (!this.added.get(entity)?.has(row.id)) this.put(this.changed, entity, row)
  }

  /** Rows of one table that this batch adds, in order. */
  rows<T extends Row>(entity: EntityClass<T>): T[] {
    return [...(this.added.get(entity)?.values() ?? [])] as T[]
  }

  async flush(db: Db): Promise<void> {
    for (const entity of ENTITIES as EntityTarget<ObjectLiteral>[]) {
      for (const rows of chunks(this.added.get(entity))) {
        const insert = db.createQueryBuilder().insert().into(entity).values(rows).updateEntity(false)
        await (ASKED_ONCE.has(entity) ? insert.orIgnore() : insert).execute()
      }
      for (const rows of chunks(this.changed.get(entity))) await db.upsert(entity, rows, ['id'])
    }
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

function* chunks(rows: Map<string, Row> | undefined): Generator<Row[]> {
  const all = [...(rows?.values() ?? [])]
  for (let from = 0; from < all.length; from += ROWS_A_STATEMENT) yield all.slice(from, from + ROWS_A_STATEMENT)
}
