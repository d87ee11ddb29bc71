export { consentOf } from './consent.js'
export { FIELDS } from './fields.js'
export { createJoinForm, type Fault, type FormValues, type JoinForm } from './form.js'
export { createRegistrationStep } from './step.js'
