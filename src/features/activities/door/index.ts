export { closeDoor } from './close.js'
export { createDoorDeskStep } from './step.js'
