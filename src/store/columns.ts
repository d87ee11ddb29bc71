import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm'

/** PostgreSQL hands bigint out as text. */
export const instant = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null ? null : Number(value)),
}

/** Types that databases take and answer as they are meant. */
export const PLAIN = new Set<unknown>(['varchar', 'text', 'integer', 'double precision'])

/** An id made in the app: see kit/ids. */
export const IdColumn = () => PrimaryColumn({ type: 'varchar', length: 36 })

/** The id of another row. */
export const RefColumn = (options: ColumnOptions = {}) => Column({ type: 'varchar', length: 36, ...options })

/** An instant: UTC epoch ms. */
export const InstantColumn = (options: ColumnOptions = {}) =>
  Column({ type: 'bigint', transformer: instant, ...options })

/** A short word out of a union, a name or a platform id. */
export const WordColumn = (options: ColumnOptions = {}) => Column({ type: 'varchar', length: 255, ...options })

/** Text of any length. */
export const TextColumn = (options: ColumnOptions = {}) => Column({ type: 'text', ...options })

/** A plain JSON value. */
export const JsonColumn = (options: ColumnOptions = {}) => Column({ type: 'simple-json', ...options })

export const CountColumn = (options: ColumnOptions = {}) => Column({ type: 'integer', ...options })

/** A probability or another real number. */
export const ScoreColumn = (options: ColumnOptions = {}) => Column({ type: 'double precision', ...options })

export const FlagColumn = (options: ColumnOptions = {}) => Column({ type: 'boolean', ...options })
