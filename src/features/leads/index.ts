export { announceLeads } from './announce.js'
export { askForCallBack, escalateUnclaimed, followUpStep, tellDue } from './follow-up/index.js'
export { leadsStaffStep } from './staff-step.js'
export { leadsStep } from './step.js'
