export { leadDeskStep } from './step.js'
export { isAsleep } from './summary.js'
