import type { EntityMetadata, ObjectLiteral } from 'typeorm'
import { instant, PLAIN } from './columns.js'

/** By the names of its columns, or their places. */
export type RawRow = Readonly<Record<string | number, unknown>>
type Column = EntityMetadata['columns'][number]

/** How a row is read: the columns that it may have, by their names or places in it, and the rows that it points to. */
interface Plan {
  columns: readonly (readonly [name: string | number, column: Column])[]
  relations?: readonly (readonly [property: string, read: (row: RawRow) => object | null])[]
}

/** Makes entities of raw rows as TypeORM does, column by column; null where nothing was joined. */
export function readerOf(metadata: EntityMetadata, { columns, relations = [] }: Plan) {
  const { driver } = metadata.connection
  const make = metadata.target as new () => ObjectLiteral
  const read = columns.map(([name, column]) => [name, column.propertyName, conversion(column)] as const)

  function conversion(column: Column): ((value: unknown) => unknown) | null {
    if (column.transformer === instant) return instant.from
    if (!column.transformer && PLAIN.has(column.type)) return null
    return (value) => driver.prepareHydratedValue(value, column) as unknown
  }

  return (row: RawRow): ObjectLiteral | null => {
    const entity = new make()
    let hasData = false
    for (const [name, property, convert] of read) {
      const value = row[name]
      if (value === undefined) continue
      if (value !== null) hasData = true
      entity[property] = convert ? convert(value) : value
    }
    if (!hasData) return null
    for (const [property, readRelation] of relations) entity[property] = readRelation(row)
    return entity
  }
}
