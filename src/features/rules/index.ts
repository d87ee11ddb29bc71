export { rulesStaffStep } from './staff-step.js'
export { createRulesStep } from './step.js'
