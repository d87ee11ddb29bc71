export { createRsvpForm, type RsvpForm } from './form.js'
export { createFormStep } from './step.js'
export type { SurveyView } from './survey.js'
export type { ActivityView, SeatView } from './view.js'
