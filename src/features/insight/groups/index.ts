export { tellDigest, tellHealth } from './daily.js'
export { groupsStaffStep } from './staff-step.js'
