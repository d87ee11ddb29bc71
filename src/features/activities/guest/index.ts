export { createGuestStep } from './step.js'
export { askHowItWas } from './survey.js'
export { askInPrivate, TELL_SEAT, tellSeat } from './tell-seat.js'
