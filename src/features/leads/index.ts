export { announceLeads } from './announce.js'
export { leadsStaffStep } from './staff-step.js'
export { leadsStep } from './step.js'
