export { dutyStep } from './step.js'
