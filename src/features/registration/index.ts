export { createRegistrationStep } from './step.js'
