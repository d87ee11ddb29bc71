export { tagByRules } from './auto-tags/index.js'
export { carStep } from './car-step.js'
export { classStep } from './class-step.js'
export { confirmCar } from './confirm-car.js'
export { createCustomerDeskStep } from './desk-step.js'
export { loadDossiers } from './dossier.js'
export { eraseCustomer } from './erase.js'
export {
  createExportDesk,
  createExportStep,
  EXPORTED,
  type ExportAsked,
  type ExportDesk,
  type ExportSheet,
  writeExport,
} from './export/index.js'
export { openPhone, PHONE_READ } from './open-phone.js'
export { blankOldWords } from './retention.js'
export { proposeClasses, remindReview, reviewClasses } from './review.js'
export { createCustomersStep } from './step.js'
export { timelineOf } from './timeline.js'
