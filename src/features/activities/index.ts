export { createActivity } from './create-activity.js'
export { activitiesStaffStep } from './create-step.js'
export { activityDeskStep, tellGroupsWithout, tickActivities } from './plan/index.js'
export { activitiesStep } from './step.js'
