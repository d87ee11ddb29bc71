export { importedGroups } from './load.js'
export { isSensible, PRECISION, precisionAskedOf, precisionOf } from './precision.js'
export { runReplay } from './run.js'
export { replayTickStep } from './tick-step.js'
