export { activityDeskStep } from './desk-step.js'
export { tellGroupsWithout } from './tell-dry.js'
export { tickActivities } from './tick.js'
