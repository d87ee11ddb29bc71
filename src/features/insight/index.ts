export { explain } from './explain.js'
export { announceIncident, incidentsStaffStep, incidentsStep } from './incidents/index.js'
export { buildReport } from './report.js'
export type { Report } from './report-types.js'
