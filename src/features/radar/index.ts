export { readEffect } from './effect.js'
export { radarStep } from './step.js'
export { sweepRadar } from './sweep.js'
