export { createCustomersStep } from './step.js'
