export { askPerson } from './needs-person.js'
export { staffStep } from './step.js'
