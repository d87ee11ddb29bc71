export { nextContact } from './cadence.js'
export { askForCallBack, escalateUnclaimed, tellDue } from './due.js'
export { followUpStep } from './step.js'
