export { followMerge, joinPoints, partPoints } from './merge.js'
export { expirePoints, noticeExpiry, payEarning } from './nightly.js'
export { createPointsStep } from './step.js'
