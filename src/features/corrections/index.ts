export { createCorrectionsStep } from './step.js'
