export { type About, type Ledger, openLedger, reversalKey } from './ledger.js'
export { endingBy } from './lots.js'
