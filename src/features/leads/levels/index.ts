export { levelHistory } from './history.js'
export { levelStep } from './step.js'
