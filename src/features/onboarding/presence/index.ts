export { answerPresence } from './answer.js'
export { presenceStep } from './step.js'
