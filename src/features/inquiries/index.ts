export { knowledgeStaffStep } from './knowledge/index.js'
export { createInquiriesStep } from './step.js'
export { remindUnanswered } from './unanswered.js'
export { reportAnswerTimes } from './weekly.js'
