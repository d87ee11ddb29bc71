export { careForCustomers } from './daily.js'
export { careStaffStep } from './desk-step.js'
export { careForGroups } from './groups.js'
export { subscriptionStep } from './subscription.js'
