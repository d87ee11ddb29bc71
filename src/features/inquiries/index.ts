export { inquiriesStep } from './step.js'
export { remindUnanswered } from './unanswered.js'
