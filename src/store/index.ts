export type { Engine, StoreOptions } from './data-source.js'
export * from './entities/index.js'
export { type Db, openStore, type Store } from './store.js'
export { type RowOf, Writes } from './writes.js'
