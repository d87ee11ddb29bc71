export { createKnowledge, mayBePublic } from './look-up.js'
export { knowledgeStaffStep } from './staff-step.js'
