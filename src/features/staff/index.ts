export { handOver } from './hand-over.js'
export { askPerson } from './needs-person.js'
export { staffStep } from './step.js'
