export type { AlarmPayload } from './announce.js'
export { type AccountReport, reportAccounts } from './report.js'
export { createWatch, type Watch } from './watch.js'
export { type AlarmWays, postWebhook, sendMail, TASKS, withoutSecondWay } from './ways.js'
