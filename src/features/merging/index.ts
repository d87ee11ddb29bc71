export { matchPhone } from './match.js'
export { createMatchStep } from './match-step.js'
export { createMerge, type Merge, type PointsMover } from './merge.js'
export { createMergingStep } from './step.js'
