export { nextContact } from './cadence.js'
export { reasonOf } from './command.js'
export { askForCallBack, tellDue } from './due.js'
export { followUpStep } from './step.js'
