export { NotAnExport } from './not-an-export.js'
export { openHistory } from './open-history.js'
export type * from './types.js'
