export { activitiesStaffStep } from './create-step.js'
export { activitiesStep } from './step.js'
