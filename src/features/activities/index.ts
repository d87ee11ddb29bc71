export { createAfterStep } from './after/index.js'
export { createActivity } from './create-activity.js'
export { activitiesStaffStep } from './create-step.js'
export { createDoorDesk, createDoorDeskStep, type DoorDesk, readRoster } from './door/index.js'
export {
  type ActivityView,
  createFormStep,
  createRsvpForm,
  type RsvpForm,
  type SeatView,
  type SurveyView,
} from './form/index.js'
export { createGuestStep, TELL_SEAT, tellSeat } from './guest/index.js'
export { activityDeskStep, tellGroupsWithout, tickActivities } from './plan/index.js'
export { activitiesStep } from './step.js'
