export type * from './action.js'
export type * from './channel.js'
export type * from './event.js'
