export { drawLogin, logIn } from './log-in.js'
export { CODE_MINUTES } from './offer-code.js'
export { bindAccount, findColleague, inviteStaff, listStaff, removeStaff } from './staff-accounts.js'
export { createIdentityStep } from './step.js'
