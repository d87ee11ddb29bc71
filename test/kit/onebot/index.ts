export type { Dialect } from './dialect.js'
export { createOneBotServer, type OneBotFaults, type OneBotOptions, type OneBotServer } from './server.js'
export { type Segment, Trouble } from './types.js'
export { createOneBotWorld, type OneBotWorld } from './world.js'
