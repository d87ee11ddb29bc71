export type { Thresholds } from './judge.js'
export { rulesStaffStep } from './staff-step.js'
export { createRulesStep } from './step.js'
