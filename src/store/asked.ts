import { type FindManyOptions, FindOperator, In, Not } from 'typeorm'

/** A `find` without its values: what is the same for many, and what differs. */
export interface Asked {
  /** The same for all that differ by nothing but their values. */
  shape: string
  values: unknown[]
  /** What TypeORM is to make of it, with lists of the lengths that the shape has. */
  evened(): FindManyOptions
}

const KNOWN = new Set(['where', 'select', 'relations', 'order', 'take'])
/** Operators with one value. */
const SINGLE = new Set(['equal', 'lessThan', 'lessThanOrEqual', 'moreThan', 'moreThanOrEqual', 'like', 'ilike'])

/** Null for what has more to it than conditions, columns, relations, an order and a limit. */
export function ask(options: FindManyOptions): Asked | null {
  for (const key in options) if (!KNOWN.has(key)) return null
  const { where, select, relations, order, take } = options
  const values: unknown[] = []
  const condition = where ? shapeOf(where, values) : ''
  if (condition === null) return null
  const shape = `${condition} ${JSON.stringify([select, relations, order, take])}`
  return { shape, values, evened: () => (where ? { ...options, where: evened(where) as never } : options) }
}

/** A condition that nothing meets: a list of it is empty. */
export const meetsNothing = (where: FindManyOptions['where']): boolean =>
  !Array.isArray(where) &&
  Object.values(where ?? {}).some(
    (value) => value instanceof FindOperator && value.type === 'in' && (value.value as unknown[]).length === 0,
  )

function shapeOf(value: unknown, values: unknown[]): string | null {
  // TypeORM passes over both.
  if (value === undefined || value === null) return '-'
  if (value instanceof FindOperator) return shapeOfOperator(value, values)
  if (Array.isArray(value)) return shapeOfAll('or', value, values)
  if (typeof value === 'object') {
    const inner = shapeOfAll('and', Object.values(value), values)
    return inner && `${Object.keys(value).join()}:${inner}`
  }
  values.push(value)
  return '?'
}

function shapeOfOperator(operator: FindOperator<unknown>, values: unknown[]): string | null {
  const { type, child, value } = operator
  if (child) {
    const inner = type === 'not' ? shapeOf(child, values) : null
    return inner && `not ${inner}`
  }
  if (type === 'isNull') return type
  const given = type === 'in' ? even(value as unknown[]) : type === 'between' ? (value as unknown[]) : [value]
  if (type !== 'in' && type !== 'between' && type !== 'not' && !SINGLE.has(type)) return null
  if (given.some((each) => each === null || typeof each === 'object')) return null
  values.push(...given)
  return `${type}${given.length}`
}

function shapeOfAll(name: string, parts: readonly unknown[], values: unknown[]): string | null {
  const shapes = parts.map((part) => shapeOf(part, values))
  return shapes.includes(null) ? null : `${name}(${shapes.join()})`
}

/** A list as long as the next power of two, its last value repeated: lists of almost any length ask in the same words. */
function even(list: readonly unknown[]): unknown[] {
  const length = list.length && 2 ** Math.ceil(Math.log2(list.length))
  return Array.from({ length }, (_, n) => list[Math.min(n, list.length - 1)])
}

/** The same condition with lists of these lengths. */
function evened(where: unknown): unknown {
  if (where instanceof FindOperator) {
    if (where.type === 'not' && where.child) return Not(evened(where.child))
    return where.type === 'in' && !where.child ? In(even(where.value as unknown[])) : where
  }
  if (Array.isArray(where)) return where.map(evened)
  if (where === null || typeof where !== 'object') return where
  return Object.fromEntries(Object.entries(where).map(([key, value]) => [key, evened(value)]))
}
