export { actorNames } from './actors.js'
export { levelHistory } from './history.js'
export { levelStep } from './step.js'
