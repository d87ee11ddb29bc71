import { LRUCache } from 'lru-cache'
import {
  EntityManager,
  type EntityMetadata,
  type EntityTarget,
  type FindManyOptions,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm'
import { RawSqlResultsToEntityTransformer as Reader } from 'typeorm/query-builder/transformer/RawSqlResultsToEntityTransformer.js'
import { type Asked, ask } from './asked.js'
import { smallTablesOf } from './prepared.js'
import { SmallTables } from './small-tables.js'

type Where<T> = FindOptionsWhere<T> | FindOptionsWhere<T>[]

/** A `find` that was asked before: its SQL, and how its rows are read. */
interface Kept {
  sql: string
  isSmall: boolean
  read(rows: unknown[]): ObjectLiteral[]
}

/** As many as the steps and jobs of a whole app ask, a few times over. */
const MOST = 2_000
const kept = new WeakMap<object, LRUCache<string, Kept | 'never'>>()

/**
 * TypeORM builds the SQL of each `find` anew, which costs more than most of ours take to run. Here it is built once for
 * all that differ by nothing but their values; whatever cannot be kept so goes TypeORM's way.
 */
export class KeptFinds extends EntityManager {
  override find<T extends ObjectLiteral>(entity: EntityTarget<T>, options: FindManyOptions<T> = {}): Promise<T[]> {
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
    const found = known.get(asked.shape) ?? this.keep(metadata, asked)
    known.set(asked.shape, found)
    return found === 'never' ? undefined : this.readKept(found, asked.values)
  }

  private async readKept<T>({ sql, isSmall, read }: Kept, asked: unknown[]): Promise<T[]> {
    const values = asked.map((value) => bind(this, value))
    const ask = (): Promise<unknown[]> => this.query(sql, values)
    const known = isSmall ? smallTablesOf(this.connection) : undefined
    return read(await (known ? known.answer(sql, values, ask) : ask())) as T[]
  }

  /** What TypeORM makes of it; `never` when it puts in other values than those that stand in the condition, in their order. */
  private keep(metadata: EntityMetadata, { options, values }: Asked): Kept | 'never' {
    const query = this.createQueryBuilder(metadata.target, metadata.name).setFindOptions(options)
    const { expressionMap } = query
    expressionMap.queryEntity = true
    const [sql, bound] = query.getQueryAndParameters()
    const isSame = bound.length === values.length && bound.every((value, n) => Object.is(value, bind(this, values[n])))
    if (!isSame || (expressionMap.take && expressionMap.joinAttributes.length)) return 'never'
    const reader = new Reader(expressionMap, this.connection.driver, [], [])
    const isSmall = SmallTables.holds(expressionMap.aliases.map((alias) => alias.metadata.tableName))
    return { sql, isSmall, read: (rows) => (rows.length ? reader.transform(rows, expressionMap.mainAlias!) : []) }
  }
}

/** As the driver is given it. */
const bind = ({ connection }: EntityManager, value: unknown) =>
  typeof value === 'boolean' && connection.options.type === 'sqlite' ? Number(value) : value
