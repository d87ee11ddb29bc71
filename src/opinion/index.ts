export { createOpinionClient, isPassing, type OpinionServer } from './client.js'
export { maskPersonal, partsOfName } from './mask.js'
export type { AskOpinions, Opinion } from './opinion.js'
export { revise } from './revise.js'
