export { Refusal } from './methods.js'
export { createTelegramServer, type FakeTelegram } from './server.js'
export * from './world.js'
