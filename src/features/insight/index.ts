export { explain } from './explain.js'
export {
  groupsStaffStep,
  measureGroups,
  NEXT_STEPS,
  nextStep,
  readGroupFacts,
  readVitals,
  tellDigest,
  tellHealth,
} from './groups/index.js'
export { announceIncident, incidentsStaffStep, incidentsStep } from './incidents/index.js'
export { buildReport } from './report.js'
export type { Report } from './report-types.js'
