export { closeDoor } from './close.js'
export { createDoorDesk, type DoorDesk } from './desk.js'
export { readRoster } from './read-roster.js'
export { createDoorDeskStep } from './step.js'
