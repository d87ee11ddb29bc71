export { broadcastStep } from './step.js'
