export { tellArrived } from './arrived.js'
export { createLeadDoor, type LeadDoor, postedLead } from './door.js'
export { gradeStep } from './grade-step.js'
export {
  createRegisterDesk,
  REGISTER_SOURCES,
  type RegisterDesk,
  type RegisterField,
  type RegisterValues,
} from './register.js'
export { createRegisterStep } from './register-step.js'
export { createDoorStep } from './step.js'
export { type GivenLead, openDoor } from './take-in.js'
