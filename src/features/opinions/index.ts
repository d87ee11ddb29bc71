export { ASK_OPINIONS, opinionsStep } from './step.js'
