export { type About, type Ledger, openLedger, POINTS_LOCK, reversalKey } from './ledger.js'
export { endingBy } from './lots.js'
