export { countOutcomes, loadTargets, OUTCOMES } from './progress.js'
export { loadResults } from './results.js'
export { createBroadcastDeskStep } from './step.js'
