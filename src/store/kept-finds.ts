import { LRUCache } from 'lru-cache'
import {
  EntityManager,
  type EntityMetadata,
  type EntityTarget,
  type FindManyOptions,
  type FindOptionsWhere,
  type ObjectLiteral,
  type SelectQueryBuilder,
} from 'typeorm'
import { DriverUtils } from 'typeorm/driver/DriverUtils.js'
import { type Asked, ask, meetsNothing } from './asked.js'
import { smallTablesOf } from './prepared.js'
import { type RawRow, readerOf } from './reader.js'
import { SmallTables } from './small-tables.js'

type Where<T> = FindOptionsWhere<T> | FindOptionsWhere<T>[]

/** A `find` that was asked before: its SQL, and how its rows are read. */
interface Kept {
  sql: string
  /** The tables that it asks, when all of them are small. */
  small: readonly string[] | null
  read: Read
  /** The same in one piece of JSON, where that says as much. */
  whole: { sql: string; read: Read } | null
  /** How many rows there were the last time. */
  last: number
}
type Read = (row: RawRow) => ObjectLiteral | null

/** From so many rows on one piece of JSON costs less than the driver takes for as many columns. */
const MANY = 8
/** As many as the steps and jobs of a whole app ask, a few times over. */
const MOST = 2_000
const kept = new WeakMap<object, LRUCache<string, Kept | 'never'>>()

/**
 * TypeORM builds the SQL of each `find` anew, which costs more than most of ours take to run. Here it is built once for
 * all that differ by nothing but their values; whatever cannot be kept so goes TypeORM's way.
 */
export class KeptFinds extends EntityManager {
  override async find<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    options: FindManyOptions<T> = {},
  ): Promise<T[]> {
    if (meetsNothing(options.where)) return []
    return this.findKept(entity, options) ?? super.find(entity, options)
  }

  override findBy<T extends ObjectLiteral>(entity: EntityTarget<T>, where: Where<T>): Promise<T[]> {
    return this.find(entity, { where })
  }

  override async findOneBy<T extends ObjectLiteral>(entity: EntityTarget<T>, where: Where<T>): Promise<T | null> {
    const [first] = await this.find(entity, { where, take: 1 })
    return first ?? null
  }

  private findKept<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    options: FindManyOptions<T>,
  ): Promise<T[]> | undefined {
    const asked = ask(options)
    if (!asked) return undefined
    const metadata = this.connection.getMetadata(entity)
    const known = kept.get(metadata) ?? new LRUCache<string, Kept | 'never'>({ max: MOST })
    kept.set(metadata, known)
    let found = known.get(asked.shape)
    if (!found) {
      found = this.keep(metadata, asked)
      known.set(asked.shape, found)
    }
    return found === 'never' ? undefined : this.readKept(found, asked.values)
  }

  private async readKept<T>(kept: Kept, asked: unknown[]): Promise<T[]> {
    const { sql, small, whole } = kept
    const values = asked.map((value) => bind(this, value))
    const known = small ? smallTablesOf(this.connection) : undefined
    const inOne = !known && kept.last >= MANY ? whole : null
    const ask = (): Promise<RawRow[]> => this.query(sql, values)
    const rows = inOne
      ? await this.askWhole(inOne.sql, values)
      : await (known && small ? known.answer(small, sql, values, ask) : ask())
    kept.last = rows.length
    return rows.map(inOne?.read ?? kept.read) as T[]
  }

  private async askWhole(sql: string, values: unknown[]): Promise<RawRow[]> {
    const [answer] = (await this.query(sql, values)) as { rows: string }[]
    return JSON.parse(answer?.rows ?? '[]') as RawRow[]
  }

  /** What TypeORM makes of it; `never` when it puts in other values than those that stand in the condition, in their order. */
  private keep(metadata: EntityMetadata, { evened, values }: Asked): Kept | 'never' {
    const query = this.createQueryBuilder(metadata.target, metadata.name).setFindOptions(evened())
    const { expressionMap } = query
    expressionMap.queryEntity = true
    const { joinAttributes, take } = expressionMap
    if (joinAttributes.some((join) => join.isMany || join.mapToProperty)) return 'never'
    // With one row for each, as many rows are as many of them: no need to ask for their ids first.
    if (take) query.take(undefined).limit(take)
    const [sql, bound] = query.getQueryAndParameters()
    const isSame = bound.length === values.length && bound.every((value, n) => Object.is(value, bind(this, values[n])))
    if (!isSame) return 'never'
    const tables = expressionMap.aliases.map((alias) => alias.metadata.tableName)
    const small = SmallTables.holds(tables) ? tables : null
    const main = expressionMap.mainAlias as Alias
    const read = readerFor(expressionMap, main, (name) => name)
    return { sql, small, read, whole: this.inOne(sql, expressionMap, main), last: 0 }
  }

  /** SQLite writes real numbers into JSON with fewer digits than they have. */
  private inOne(sql: string, expression: Expression, main: Alias): Kept['whole'] {
    const { driver } = this.connection
    const names: string[] = []
    let isReal = false
    const read = readerFor(expression, main, (name, { type }) => {
      isReal ||= type === 'double precision'
      return names.push(name) - 1
    })
    if (driver.options.type !== 'sqlite' || isReal) return null
    const columns = names.map((name) => driver.escape(name)).join()
    // Without a limit SQLite may pass over the order of what stands within.
    const ordered = expression.limit === undefined ? `${sql} LIMIT -1` : sql
    return { sql: `SELECT json_group_array(json_array(${columns})) AS rows FROM (${ordered})`, read }
  }
}

type Expression = SelectQueryBuilder<ObjectLiteral>['expressionMap']
type Alias = Expression['aliases'][number]

/** Where a column stands in a row. */
type Place = (name: string, column: EntityMetadata['columns'][number]) => string | number

/** Reads what a query selects of an alias, and of those that are joined to it. */
function readerFor(expression: Expression, { name, metadata }: Alias, place: Place): Read {
  const selected = new Set(expression.selects.map(({ selection }) => selection))
  const columns = metadata.columns
    .filter(({ propertyPath }) => selected.has(name) || selected.has(`${name}.${propertyPath}`))
    .map((column) => {
      const alias = DriverUtils.buildAlias(metadata.connection.driver, undefined, name, column.databaseName)
      return [place(alias, column), column] as const
    })
  const relations = expression.joinAttributes.flatMap((join) =>
    join.isSelected && join.relation && join.parentAlias === name
      ? [[join.relation.propertyName, readerFor(expression, join.alias, place)] as const]
      : [],
  )
  return readerOf(metadata, { columns, relations })
}

/** As the driver is given it. */
const bind = ({ connection }: EntityManager, value: unknown) =>
  typeof value === 'boolean' && connection.options.type === 'sqlite' ? Number(value) : value
