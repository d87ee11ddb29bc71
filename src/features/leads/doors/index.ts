export { tellArrived } from './arrived.js'
export { gradeStep } from './grade-step.js'
export { createDoorStep } from './step.js'
