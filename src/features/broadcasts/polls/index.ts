export { pollsStaffStep } from './staff-step.js'
export { pollVoteStep } from './vote-step.js'
