export { progressOf } from './progress.js'
export { invitationsStep } from './step.js'
export { tellCallers, tellInvitations } from './tell.js'
