export { tellArrived } from './arrived.js'
export { createLeadDoor, type LeadDoor, postedLead } from './door.js'
export { gradeStep } from './grade-step.js'
export { createDoorStep } from './step.js'
