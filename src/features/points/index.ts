export { expirePoints, followMerge, noticeExpiry, payEarning } from './nightly.js'
export { createPointsStep } from './step.js'
