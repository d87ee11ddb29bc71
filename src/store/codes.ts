import { tableOf } from './read-rows.js'
import type { Db } from './store.js'

/**
 * Counts on from the highest code: short numbers that people can type.
 * Two workers may draw the same number; the unique constraint then sends one of them round again.
 */
export async function createCodes(db: Db, entity: new () => { code: number }): Promise<() => number> {
  const [highest] = (await db.query(`SELECT MAX(code) AS code FROM ${tableOf(db, entity)}`)) as {
    code: number | null
  }[]
  let code = Number(highest?.code ?? 0)
  return () => ++code
}
