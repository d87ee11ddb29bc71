export { createMerge, type Merge, type PointsMover } from './merge.js'
export { createMergingStep } from './step.js'
