export { tellSleeping } from './sleeping.js'
export { leadDeskStep } from './step.js'
