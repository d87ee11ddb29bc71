export { createAfterStep } from './step.js'
export { reviewText } from './words.js'
