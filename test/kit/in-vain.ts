import type { Db, Store } from '../../src/store/index.js'

/** Does something in a transaction of which nothing stands afterwards. */
export async function inVain(store: Store, work: (db: Db) => Promise<unknown>): Promise<void> {
  const undone = new Error('undone')
  await store
    .transaction(async (db) => {
      await work(db)
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
}
