export { importedGroups } from './load.js'
export { LEAST_PRECISION, precisionOf } from './replay.js'
export { runReplay } from './run.js'
export { replayTickStep } from './tick-step.js'
