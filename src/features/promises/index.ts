export { remindPromise } from './due.js'
export { promisesStep } from './hear-step.js'
export { promisesStaffStep } from './staff-step.js'
