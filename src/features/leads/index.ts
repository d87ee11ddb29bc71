export { announceLeads } from './announce.js'
export { leadDeskStep, tellSleeping } from './desk/index.js'
export {
  createDoorStep,
  createLeadDoor,
  createRegisterDesk,
  createRegisterStep,
  gradeStep,
  type LeadDoor,
  openDoor,
  postedLead,
  REGISTER_SOURCES,
  type RegisterDesk,
  type RegisterField,
  type RegisterValues,
  tellArrived,
} from './doors/index.js'
export { dutyStep } from './duty/index.js'
export { askForCallBack, followUpStep, remindOfContacts, tellDue, tellWaiting, tellWinBack } from './follow-up/index.js'
export { actorNames, levelHistory, levelStep } from './levels/index.js'
export { leadsStaffStep } from './staff-step.js'
export { leadsStep } from './step.js'
export { tellOwners } from './tell-owner.js'
export { escalateUnclaimed } from './unclaimed.js'
