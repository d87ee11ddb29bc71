import type { Db } from './store.js'

/**
 * Until this transaction ends, no other one goes on behind the same name. For what has to be looked up before it is
 * made, where two workers must not both find nothing. SQLite has one writer anyway.
 */
export async function lock(db: Db, names: readonly string[]): Promise<void> {
  const { options } = db.connection
  if (options.type !== 'postgres' || !names.length) return
  // Always in the same order, so that two such calls never wait for each other; each store in a database has its own.
  const sorted = [...new Set(names)].sort().map((name) => `${options.schema ?? ''} ${name}`)
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name', [sorted])
}

/** Rows that are read so stay as they are until this transaction ends: whoever else wants to change them waits. */
export const forUpdate = ({ connection: { options } }: Db): { lock?: { mode: 'pessimistic_write' } } =>
  options.type === 'postgres' ? { lock: { mode: 'pessimistic_write' } } : {}
