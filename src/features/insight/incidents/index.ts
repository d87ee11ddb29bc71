export { announceIncident } from './opened.js'
export { incidentsStaffStep } from './staff-step.js'
export { incidentsStep } from './step.js'
