export { explain } from './explain.js'
export { buildReport } from './report.js'
export type { Report } from './report-types.js'
