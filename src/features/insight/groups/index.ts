export { tellDigest, tellHealth } from './daily.js'
export { readGroupFacts } from './facts.js'
export { nextStep } from './next-step.js'
export { groupsStaffStep } from './staff-step.js'
