export { bindAccount, inviteStaff, listStaff, removeStaff } from './staff-accounts.js'
export { createIdentityStep } from './step.js'
