export { openLink } from './links.js'
export {
  countOutcomes,
  createBroadcastDeskStep,
  loadResults,
  loadTargets,
  OUTCOMES,
} from './manage/index.js'
export { pollsStaffStep, pollVoteStep } from './polls/index.js'
export { START as START_BROADCAST, startBroadcast } from './schedule.js'
export { createBroadcastStep } from './step.js'
