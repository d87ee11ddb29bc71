export { createActivity } from './create-activity.js'
export { activitiesStaffStep } from './create-step.js'
export { activitiesStep } from './step.js'
