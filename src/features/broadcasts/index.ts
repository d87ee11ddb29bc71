export { pollsStaffStep, pollVoteStep } from './polls/index.js'
export { broadcastStep } from './step.js'
